using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pico.Simd;

internal partial struct SingleLane
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Add(int a, int b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Subtract(int a, int b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Multiply(int a, int b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MultiplyHighUnsigned(int a, int b) => (int)(((ulong)(uint)a * (uint)b) >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Divide(int a, int b) => b == 0 ? 0 : b == -1 ? -a : a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DivideUnsigned(int a, int b) => b == 0 ? 0 : (int)((uint)a / (uint)b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Remainder(int a, int b) => b is 0 or -1 ? 0 : a % b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RemainderUnsigned(int a, int b) => b == 0 ? 0 : (int)((uint)a % (uint)b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Negate(int a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Abs(int a) => a < 0 ? -a : a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int And(int a, int b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Or(int a, int b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Xor(int a, int b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Not(int a) => ~a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int AndNot(int a, int b) => a & ~b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ShiftLeft(int a, int count) => a << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ShiftRight(int a, int count) => a >> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ShiftRightUnsigned(int a, int count) => a >>> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RotateLeft(int a, int count) => (int)BitOperations.RotateLeft((uint)a, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RotateRight(int a, int count) => (int)BitOperations.RotateRight((uint)a, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Min(int a, int b) => Math.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Max(int a, int b) => Math.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MinUnsigned(int a, int b) => (int)Math.Min((uint)a, (uint)b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MaxUnsigned(int a, int b) => (int)Math.Max((uint)a, (uint)b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Equal(int a, int b) => a == b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NotEqual(int a, int b) => a != b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LessThan(int a, int b) => a < b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LessThanOrEqual(int a, int b) => a <= b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LessThanUnsigned(int a, int b) => (uint)a < (uint)b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LessThanOrEqualUnsigned(int a, int b) => (uint)a <= (uint)b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Select(int mask, int whenTrue, int whenFalse) => mask != 0 ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(int a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Max(int a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Min(int a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaxUnsigned(int a) => (uint)a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MinUnsigned(int a) => (uint)a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(int mask) => mask != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(int mask) => mask != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(int mask) => mask & 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaskBits(int mask) => (uint)mask & 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToFloat(int a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToFloatUnsigned(int a) => (uint)a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToInt(float a) => (int)a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToUInt(float a) => (int)(uint)a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int AsInt(float a) => BitConverter.SingleToInt32Bits(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float AsFloat(int a) => BitConverter.Int32BitsToSingle(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(float a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToFloat(double a) => (float)a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(int a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDoubleUnsigned(int a) => (uint)a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToInt(double a) => (int)a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToUInt(double a) => (int)(uint)a;
}
