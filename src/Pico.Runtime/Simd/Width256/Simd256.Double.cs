using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Add(DoubleLanes256 a, DoubleLanes256 b) => new(a.A + b.A, a.B + b.B, a.C + b.C, a.D + b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Subtract(DoubleLanes256 a, DoubleLanes256 b) =>
        new(a.A - b.A, a.B - b.B, a.C - b.C, a.D - b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Multiply(DoubleLanes256 a, DoubleLanes256 b) =>
        new(a.A * b.A, a.B * b.B, a.C * b.C, a.D * b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Divide(DoubleLanes256 a, DoubleLanes256 b) =>
        new(a.A / b.A, a.B / b.B, a.C / b.C, a.D / b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Remainder(DoubleLanes256 a, DoubleLanes256 b) =>
        LaneByLane.Remainder<Simd256, FloatLanes256, IntLanes256, DoubleLanes256>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Negate(DoubleLanes256 a) => new(-a.A, -a.B, -a.C, -a.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 FusedMultiplyAdd(DoubleLanes256 a, DoubleLanes256 b, DoubleLanes256 c) =>
        new(
            Vector256.FusedMultiplyAdd(a.A, b.A, c.A),
            Vector256.FusedMultiplyAdd(a.B, b.B, c.B),
            Vector256.FusedMultiplyAdd(a.C, b.C, c.C),
            Vector256.FusedMultiplyAdd(a.D, b.D, c.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Abs(DoubleLanes256 a) =>
        new(Vector256.Abs(a.A), Vector256.Abs(a.B), Vector256.Abs(a.C), Vector256.Abs(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Sqrt(DoubleLanes256 a) =>
        new(Vector256.Sqrt(a.A), Vector256.Sqrt(a.B), Vector256.Sqrt(a.C), Vector256.Sqrt(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Min(DoubleLanes256 a, DoubleLanes256 b) =>
        new(Vector256.Min(a.A, b.A), Vector256.Min(a.B, b.B), Vector256.Min(a.C, b.C), Vector256.Min(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Max(DoubleLanes256 a, DoubleLanes256 b) =>
        new(Vector256.Max(a.A, b.A), Vector256.Max(a.B, b.B), Vector256.Max(a.C, b.C), Vector256.Max(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Floor(DoubleLanes256 a) =>
        new(Vector256.Floor(a.A), Vector256.Floor(a.B), Vector256.Floor(a.C), Vector256.Floor(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Ceiling(DoubleLanes256 a) =>
        new(Vector256.Ceiling(a.A), Vector256.Ceiling(a.B), Vector256.Ceiling(a.C), Vector256.Ceiling(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Round(DoubleLanes256 a) =>
        new(Vector256.Round(a.A), Vector256.Round(a.B), Vector256.Round(a.C), Vector256.Round(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Truncate(DoubleLanes256 a) =>
        new(Vector256.Truncate(a.A), Vector256.Truncate(a.B), Vector256.Truncate(a.C), Vector256.Truncate(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 ScaleByPowerOfTwo(DoubleLanes256 a, DoubleLanes256 exponent) =>
        new(
            VectorOperations256.ScaleByPowerOfTwo(a.A, exponent.A),
            VectorOperations256.ScaleByPowerOfTwo(a.B, exponent.B),
            VectorOperations256.ScaleByPowerOfTwo(a.C, exponent.C),
            VectorOperations256.ScaleByPowerOfTwo(a.D, exponent.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Equal(DoubleLanes256 a, DoubleLanes256 b) =>
        new(
            Vector256.Narrow(Vector256.Equals(a.A, b.A).AsInt64(), Vector256.Equals(a.B, b.B).AsInt64()),
            Vector256.Narrow(Vector256.Equals(a.C, b.C).AsInt64(), Vector256.Equals(a.D, b.D).AsInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 NotEqual(DoubleLanes256 a, DoubleLanes256 b) =>
        new(
            ~Vector256.Narrow(Vector256.Equals(a.A, b.A).AsInt64(), Vector256.Equals(a.B, b.B).AsInt64()),
            ~Vector256.Narrow(Vector256.Equals(a.C, b.C).AsInt64(), Vector256.Equals(a.D, b.D).AsInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThan(DoubleLanes256 a, DoubleLanes256 b) =>
        new(
            Vector256.Narrow(Vector256.LessThan(a.A, b.A).AsInt64(), Vector256.LessThan(a.B, b.B).AsInt64()),
            Vector256.Narrow(Vector256.LessThan(a.C, b.C).AsInt64(), Vector256.LessThan(a.D, b.D).AsInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThanOrEqual(DoubleLanes256 a, DoubleLanes256 b) =>
        new(
            Vector256.Narrow(Vector256.LessThanOrEqual(a.A, b.A).AsInt64(), Vector256.LessThanOrEqual(a.B, b.B).AsInt64()),
            Vector256.Narrow(Vector256.LessThanOrEqual(a.C, b.C).AsInt64(), Vector256.LessThanOrEqual(a.D, b.D).AsInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Select(IntLanes256 mask, DoubleLanes256 whenTrue, DoubleLanes256 whenFalse) =>
        new(
            Vector256.ConditionalSelect(Vector256.WidenLower(mask.A).AsDouble(), whenTrue.A, whenFalse.A),
            Vector256.ConditionalSelect(Vector256.WidenUpper(mask.A).AsDouble(), whenTrue.B, whenFalse.B),
            Vector256.ConditionalSelect(Vector256.WidenLower(mask.B).AsDouble(), whenTrue.C, whenFalse.C),
            Vector256.ConditionalSelect(Vector256.WidenUpper(mask.B).AsDouble(), whenTrue.D, whenFalse.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 And(DoubleLanes256 a, DoubleLanes256 b) => new(a.A & b.A, a.B & b.B, a.C & b.C, a.D & b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Or(DoubleLanes256 a, DoubleLanes256 b) => new(a.A | b.A, a.B | b.B, a.C | b.C, a.D | b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Xor(DoubleLanes256 a, DoubleLanes256 b) => new(a.A ^ b.A, a.B ^ b.B, a.C ^ b.C, a.D ^ b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Exponent(DoubleLanes256 a) =>
        new(
            VectorOperations256.Exponent(a.A),
            VectorOperations256.Exponent(a.B),
            VectorOperations256.Exponent(a.C),
            VectorOperations256.Exponent(a.D));
}
