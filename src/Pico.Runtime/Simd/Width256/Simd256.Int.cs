using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Add(IntLanes256 a, IntLanes256 b) => new(a.A + b.A, a.B + b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Subtract(IntLanes256 a, IntLanes256 b) => new(a.A - b.A, a.B - b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Multiply(IntLanes256 a, IntLanes256 b) => new(a.A * b.A, a.B * b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 MultiplyHighUnsigned(IntLanes256 a, IntLanes256 b) =>
        new(VectorOperations256.MultiplyHighUnsigned(a.A, b.A), VectorOperations256.MultiplyHighUnsigned(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Divide(IntLanes256 a, IntLanes256 b) =>
        IntegerDivision.Divide<Simd256, FloatLanes256, IntLanes256, DoubleLanes256>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 DivideUnsigned(IntLanes256 a, IntLanes256 b) =>
        IntegerDivision.DivideUnsigned<Simd256, FloatLanes256, IntLanes256, DoubleLanes256>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Remainder(IntLanes256 a, IntLanes256 b) =>
        IntegerDivision.Remainder<Simd256, FloatLanes256, IntLanes256, DoubleLanes256>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 RemainderUnsigned(IntLanes256 a, IntLanes256 b) =>
        IntegerDivision.RemainderUnsigned<Simd256, FloatLanes256, IntLanes256, DoubleLanes256>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Negate(IntLanes256 a) => new(-a.A, -a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Abs(IntLanes256 a) => new(Vector256.Abs(a.A), Vector256.Abs(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 And(IntLanes256 a, IntLanes256 b) => new(a.A & b.A, a.B & b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Or(IntLanes256 a, IntLanes256 b) => new(a.A | b.A, a.B | b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Xor(IntLanes256 a, IntLanes256 b) => new(a.A ^ b.A, a.B ^ b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Not(IntLanes256 a) => new(~a.A, ~a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 AndNot(IntLanes256 a, IntLanes256 b) =>
        new(Vector256.AndNot(a.A, b.A), Vector256.AndNot(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 ShiftLeft(IntLanes256 a, IntLanes256 count) =>
        new(VectorOperations256.ShiftLeft(a.A, count.A), VectorOperations256.ShiftLeft(a.B, count.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 ShiftRight(IntLanes256 a, IntLanes256 count) =>
        new(VectorOperations256.ShiftRight(a.A, count.A), VectorOperations256.ShiftRight(a.B, count.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 ShiftRightUnsigned(IntLanes256 a, IntLanes256 count) =>
        new(
            VectorOperations256.ShiftRightUnsigned(a.A, count.A),
            VectorOperations256.ShiftRightUnsigned(a.B, count.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 ShiftLeft(IntLanes256 a, int count) => new(a.A << (count & 31), a.B << (count & 31));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 ShiftRight(IntLanes256 a, int count) => new(a.A >> (count & 31), a.B >> (count & 31));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 ShiftRightUnsigned(IntLanes256 a, int count) =>
        new(a.A >>> (count & 31), a.B >>> (count & 31));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Min(IntLanes256 a, IntLanes256 b) => new(Vector256.Min(a.A, b.A), Vector256.Min(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Max(IntLanes256 a, IntLanes256 b) => new(Vector256.Max(a.A, b.A), Vector256.Max(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 MinUnsigned(IntLanes256 a, IntLanes256 b) =>
        new(
            Vector256.Min(a.A.AsUInt32(), b.A.AsUInt32()).AsInt32(),
            Vector256.Min(a.B.AsUInt32(), b.B.AsUInt32()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 MaxUnsigned(IntLanes256 a, IntLanes256 b) =>
        new(
            Vector256.Max(a.A.AsUInt32(), b.A.AsUInt32()).AsInt32(),
            Vector256.Max(a.B.AsUInt32(), b.B.AsUInt32()).AsInt32());
}
