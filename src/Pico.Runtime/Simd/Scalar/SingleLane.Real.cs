using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

internal partial struct SingleLane
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float a, float b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Subtract(float a, float b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Multiply(float a, float b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Divide(float a, float b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Remainder(float a, float b) => a % b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Negate(float a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Abs(float a) => MathF.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float a) => MathF.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float a, float b) => MathF.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float a, float b) => MathF.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Lesser(float a, float b) => a < b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Greater(float a, float b) => a > b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Floor(float a) => MathF.Floor(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Ceiling(float a) => MathF.Ceiling(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Round(float a) => MathF.Round(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Truncate(float a) => MathF.Truncate(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ScaleByPowerOfTwo(float a, float exponent) => MathF.ScaleB(a, (int)MathF.Floor(exponent));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Lookup(Vector512<float> table, int index) => table[index & 15];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Equal(float a, float b) => a == b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NotEqual(float a, float b) => a != b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LessThan(float a, float b) => a < b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LessThanOrEqual(float a, float b) => a <= b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Select(int mask, float whenTrue, float whenFalse) => mask != 0 ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(float a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double a, double b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double a, double b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Multiply(double a, double b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divide(double a, double b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Remainder(double a, double b) => a % b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Negate(double a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double a) => Math.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sqrt(double a) => Math.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double a, double b) => Math.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double a, double b) => Math.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Floor(double a) => Math.Floor(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Ceiling(double a) => Math.Ceiling(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Round(double a) => Math.Round(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Truncate(double a) => Math.Truncate(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ScaleByPowerOfTwo(double a, double exponent) => Math.ScaleB(a, (int)exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Equal(double a, double b) => a == b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NotEqual(double a, double b) => a != b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LessThan(double a, double b) => a < b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LessThanOrEqual(double a, double b) => a <= b ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Select(int mask, double whenTrue, double whenFalse) => mask != 0 ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(double a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double And(double a, double b) => BitConverter.Int64BitsToDouble(
        BitConverter.DoubleToInt64Bits(a) & BitConverter.DoubleToInt64Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Or(double a, double b) => BitConverter.Int64BitsToDouble(
        BitConverter.DoubleToInt64Bits(a) | BitConverter.DoubleToInt64Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Xor(double a, double b) => BitConverter.Int64BitsToDouble(
        BitConverter.DoubleToInt64Bits(a) ^ BitConverter.DoubleToInt64Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exponent(double a) => Math.ILogB(a);
}
