using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Add(DoubleLanes512 a, DoubleLanes512 b) => new(a.A + b.A, a.B + b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Subtract(DoubleLanes512 a, DoubleLanes512 b) => new(a.A - b.A, a.B - b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Multiply(DoubleLanes512 a, DoubleLanes512 b) => new(a.A * b.A, a.B * b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Divide(DoubleLanes512 a, DoubleLanes512 b) => new(a.A / b.A, a.B / b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Remainder(DoubleLanes512 a, DoubleLanes512 b) =>
        LaneByLane.Remainder<Simd512, Vector512<float>, Vector512<int>, DoubleLanes512>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Negate(DoubleLanes512 a) => new(-a.A, -a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 FusedMultiplyAdd(DoubleLanes512 a, DoubleLanes512 b, DoubleLanes512 c) =>
        new(Vector512.FusedMultiplyAdd(a.A, b.A, c.A), Vector512.FusedMultiplyAdd(a.B, b.B, c.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Abs(DoubleLanes512 a) => new(Vector512.Abs(a.A), Vector512.Abs(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Sqrt(DoubleLanes512 a) => new(Vector512.Sqrt(a.A), Vector512.Sqrt(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Min(DoubleLanes512 a, DoubleLanes512 b) =>
        new(Vector512.Min(a.A, b.A), Vector512.Min(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Max(DoubleLanes512 a, DoubleLanes512 b) =>
        new(Vector512.Max(a.A, b.A), Vector512.Max(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Floor(DoubleLanes512 a) => new(Vector512.Floor(a.A), Vector512.Floor(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Ceiling(DoubleLanes512 a) => new(Vector512.Ceiling(a.A), Vector512.Ceiling(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Round(DoubleLanes512 a) => new(Vector512.Round(a.A), Vector512.Round(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Truncate(DoubleLanes512 a) => new(Vector512.Truncate(a.A), Vector512.Truncate(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 ScaleByPowerOfTwo(DoubleLanes512 a, DoubleLanes512 exponent) =>
        new(
            VectorOperations512.ScaleByPowerOfTwo(a.A, exponent.A),
            VectorOperations512.ScaleByPowerOfTwo(a.B, exponent.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Equal(DoubleLanes512 a, DoubleLanes512 b) =>
        Vector512.Narrow(Vector512.Equals(a.A, b.A).AsInt64(), Vector512.Equals(a.B, b.B).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> NotEqual(DoubleLanes512 a, DoubleLanes512 b) =>
        ~Vector512.Narrow(Vector512.Equals(a.A, b.A).AsInt64(), Vector512.Equals(a.B, b.B).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LessThan(DoubleLanes512 a, DoubleLanes512 b) =>
        Vector512.Narrow(Vector512.LessThan(a.A, b.A).AsInt64(), Vector512.LessThan(a.B, b.B).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LessThanOrEqual(DoubleLanes512 a, DoubleLanes512 b) =>
        Vector512.Narrow(Vector512.LessThanOrEqual(a.A, b.A).AsInt64(), Vector512.LessThanOrEqual(a.B, b.B).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Select(Vector512<int> mask, DoubleLanes512 whenTrue, DoubleLanes512 whenFalse) =>
        new(
            Vector512.ConditionalSelect(Vector512.WidenLower(mask).AsDouble(), whenTrue.A, whenFalse.A),
            Vector512.ConditionalSelect(Vector512.WidenUpper(mask).AsDouble(), whenTrue.B, whenFalse.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 And(DoubleLanes512 a, DoubleLanes512 b) => new(a.A & b.A, a.B & b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Or(DoubleLanes512 a, DoubleLanes512 b) => new(a.A | b.A, a.B | b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Xor(DoubleLanes512 a, DoubleLanes512 b) => new(a.A ^ b.A, a.B ^ b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Exponent(DoubleLanes512 a) =>
        new(VectorOperations512.Exponent(a.A), VectorOperations512.Exponent(a.B));
}
