using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Add(DoubleLanes128 a, DoubleLanes128 b) =>
        new(a.A + b.A, a.B + b.B, a.C + b.C, a.D + b.D, a.E + b.E, a.F + b.F, a.G + b.G, a.H + b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Subtract(DoubleLanes128 a, DoubleLanes128 b) =>
        new(a.A - b.A, a.B - b.B, a.C - b.C, a.D - b.D, a.E - b.E, a.F - b.F, a.G - b.G, a.H - b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Multiply(DoubleLanes128 a, DoubleLanes128 b) =>
        new(a.A * b.A, a.B * b.B, a.C * b.C, a.D * b.D, a.E * b.E, a.F * b.F, a.G * b.G, a.H * b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Divide(DoubleLanes128 a, DoubleLanes128 b) =>
        new(a.A / b.A, a.B / b.B, a.C / b.C, a.D / b.D, a.E / b.E, a.F / b.F, a.G / b.G, a.H / b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Remainder(DoubleLanes128 a, DoubleLanes128 b) =>
        LaneByLane.Remainder<Simd128, FloatLanes128, IntLanes128, DoubleLanes128>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Negate(DoubleLanes128 a) => new(-a.A, -a.B, -a.C, -a.D, -a.E, -a.F, -a.G, -a.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 FusedMultiplyAdd(DoubleLanes128 a, DoubleLanes128 b, DoubleLanes128 c) =>
        new(
            Vector128.FusedMultiplyAdd(a.A, b.A, c.A),
            Vector128.FusedMultiplyAdd(a.B, b.B, c.B),
            Vector128.FusedMultiplyAdd(a.C, b.C, c.C),
            Vector128.FusedMultiplyAdd(a.D, b.D, c.D),
            Vector128.FusedMultiplyAdd(a.E, b.E, c.E),
            Vector128.FusedMultiplyAdd(a.F, b.F, c.F),
            Vector128.FusedMultiplyAdd(a.G, b.G, c.G),
            Vector128.FusedMultiplyAdd(a.H, b.H, c.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Abs(DoubleLanes128 a) =>
        new(
            Vector128.Abs(a.A),
            Vector128.Abs(a.B),
            Vector128.Abs(a.C),
            Vector128.Abs(a.D),
            Vector128.Abs(a.E),
            Vector128.Abs(a.F),
            Vector128.Abs(a.G),
            Vector128.Abs(a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Sqrt(DoubleLanes128 a) =>
        new(
            Vector128.Sqrt(a.A),
            Vector128.Sqrt(a.B),
            Vector128.Sqrt(a.C),
            Vector128.Sqrt(a.D),
            Vector128.Sqrt(a.E),
            Vector128.Sqrt(a.F),
            Vector128.Sqrt(a.G),
            Vector128.Sqrt(a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Min(DoubleLanes128 a, DoubleLanes128 b) =>
        new(
            Vector128.Min(a.A, b.A),
            Vector128.Min(a.B, b.B),
            Vector128.Min(a.C, b.C),
            Vector128.Min(a.D, b.D),
            Vector128.Min(a.E, b.E),
            Vector128.Min(a.F, b.F),
            Vector128.Min(a.G, b.G),
            Vector128.Min(a.H, b.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Max(DoubleLanes128 a, DoubleLanes128 b) =>
        new(
            Vector128.Max(a.A, b.A),
            Vector128.Max(a.B, b.B),
            Vector128.Max(a.C, b.C),
            Vector128.Max(a.D, b.D),
            Vector128.Max(a.E, b.E),
            Vector128.Max(a.F, b.F),
            Vector128.Max(a.G, b.G),
            Vector128.Max(a.H, b.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Floor(DoubleLanes128 a) =>
        new(
            Vector128.Floor(a.A),
            Vector128.Floor(a.B),
            Vector128.Floor(a.C),
            Vector128.Floor(a.D),
            Vector128.Floor(a.E),
            Vector128.Floor(a.F),
            Vector128.Floor(a.G),
            Vector128.Floor(a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Ceiling(DoubleLanes128 a) =>
        new(
            Vector128.Ceiling(a.A),
            Vector128.Ceiling(a.B),
            Vector128.Ceiling(a.C),
            Vector128.Ceiling(a.D),
            Vector128.Ceiling(a.E),
            Vector128.Ceiling(a.F),
            Vector128.Ceiling(a.G),
            Vector128.Ceiling(a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Round(DoubleLanes128 a) =>
        new(
            Vector128.Round(a.A),
            Vector128.Round(a.B),
            Vector128.Round(a.C),
            Vector128.Round(a.D),
            Vector128.Round(a.E),
            Vector128.Round(a.F),
            Vector128.Round(a.G),
            Vector128.Round(a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Truncate(DoubleLanes128 a) =>
        new(
            Vector128.Truncate(a.A),
            Vector128.Truncate(a.B),
            Vector128.Truncate(a.C),
            Vector128.Truncate(a.D),
            Vector128.Truncate(a.E),
            Vector128.Truncate(a.F),
            Vector128.Truncate(a.G),
            Vector128.Truncate(a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 ScaleByPowerOfTwo(DoubleLanes128 a, DoubleLanes128 exponent) =>
        new(
            VectorOperations128.ScaleByPowerOfTwo(a.A, exponent.A),
            VectorOperations128.ScaleByPowerOfTwo(a.B, exponent.B),
            VectorOperations128.ScaleByPowerOfTwo(a.C, exponent.C),
            VectorOperations128.ScaleByPowerOfTwo(a.D, exponent.D),
            VectorOperations128.ScaleByPowerOfTwo(a.E, exponent.E),
            VectorOperations128.ScaleByPowerOfTwo(a.F, exponent.F),
            VectorOperations128.ScaleByPowerOfTwo(a.G, exponent.G),
            VectorOperations128.ScaleByPowerOfTwo(a.H, exponent.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Equal(DoubleLanes128 a, DoubleLanes128 b) =>
        new(
            Vector128.Narrow(Vector128.Equals(a.A, b.A).AsInt64(), Vector128.Equals(a.B, b.B).AsInt64()),
            Vector128.Narrow(Vector128.Equals(a.C, b.C).AsInt64(), Vector128.Equals(a.D, b.D).AsInt64()),
            Vector128.Narrow(Vector128.Equals(a.E, b.E).AsInt64(), Vector128.Equals(a.F, b.F).AsInt64()),
            Vector128.Narrow(Vector128.Equals(a.G, b.G).AsInt64(), Vector128.Equals(a.H, b.H).AsInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 NotEqual(DoubleLanes128 a, DoubleLanes128 b) =>
        new(
            ~Vector128.Narrow(Vector128.Equals(a.A, b.A).AsInt64(), Vector128.Equals(a.B, b.B).AsInt64()),
            ~Vector128.Narrow(Vector128.Equals(a.C, b.C).AsInt64(), Vector128.Equals(a.D, b.D).AsInt64()),
            ~Vector128.Narrow(Vector128.Equals(a.E, b.E).AsInt64(), Vector128.Equals(a.F, b.F).AsInt64()),
            ~Vector128.Narrow(Vector128.Equals(a.G, b.G).AsInt64(), Vector128.Equals(a.H, b.H).AsInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThan(DoubleLanes128 a, DoubleLanes128 b) =>
        new(
            Vector128.Narrow(Vector128.LessThan(a.A, b.A).AsInt64(), Vector128.LessThan(a.B, b.B).AsInt64()),
            Vector128.Narrow(Vector128.LessThan(a.C, b.C).AsInt64(), Vector128.LessThan(a.D, b.D).AsInt64()),
            Vector128.Narrow(Vector128.LessThan(a.E, b.E).AsInt64(), Vector128.LessThan(a.F, b.F).AsInt64()),
            Vector128.Narrow(Vector128.LessThan(a.G, b.G).AsInt64(), Vector128.LessThan(a.H, b.H).AsInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThanOrEqual(DoubleLanes128 a, DoubleLanes128 b) =>
        new(
            Vector128.Narrow(Vector128.LessThanOrEqual(a.A, b.A).AsInt64(), Vector128.LessThanOrEqual(a.B, b.B).AsInt64()),
            Vector128.Narrow(Vector128.LessThanOrEqual(a.C, b.C).AsInt64(), Vector128.LessThanOrEqual(a.D, b.D).AsInt64()),
            Vector128.Narrow(Vector128.LessThanOrEqual(a.E, b.E).AsInt64(), Vector128.LessThanOrEqual(a.F, b.F).AsInt64()),
            Vector128.Narrow(Vector128.LessThanOrEqual(a.G, b.G).AsInt64(), Vector128.LessThanOrEqual(a.H, b.H).AsInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Select(IntLanes128 mask, DoubleLanes128 whenTrue, DoubleLanes128 whenFalse) =>
        new(
            Vector128.ConditionalSelect(Vector128.WidenLower(mask.A).AsDouble(), whenTrue.A, whenFalse.A),
            Vector128.ConditionalSelect(Vector128.WidenUpper(mask.A).AsDouble(), whenTrue.B, whenFalse.B),
            Vector128.ConditionalSelect(Vector128.WidenLower(mask.B).AsDouble(), whenTrue.C, whenFalse.C),
            Vector128.ConditionalSelect(Vector128.WidenUpper(mask.B).AsDouble(), whenTrue.D, whenFalse.D),
            Vector128.ConditionalSelect(Vector128.WidenLower(mask.C).AsDouble(), whenTrue.E, whenFalse.E),
            Vector128.ConditionalSelect(Vector128.WidenUpper(mask.C).AsDouble(), whenTrue.F, whenFalse.F),
            Vector128.ConditionalSelect(Vector128.WidenLower(mask.D).AsDouble(), whenTrue.G, whenFalse.G),
            Vector128.ConditionalSelect(Vector128.WidenUpper(mask.D).AsDouble(), whenTrue.H, whenFalse.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 And(DoubleLanes128 a, DoubleLanes128 b) =>
        new(a.A & b.A, a.B & b.B, a.C & b.C, a.D & b.D, a.E & b.E, a.F & b.F, a.G & b.G, a.H & b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Or(DoubleLanes128 a, DoubleLanes128 b) =>
        new(a.A | b.A, a.B | b.B, a.C | b.C, a.D | b.D, a.E | b.E, a.F | b.F, a.G | b.G, a.H | b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Xor(DoubleLanes128 a, DoubleLanes128 b) =>
        new(a.A ^ b.A, a.B ^ b.B, a.C ^ b.C, a.D ^ b.D, a.E ^ b.E, a.F ^ b.F, a.G ^ b.G, a.H ^ b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Exponent(DoubleLanes128 a) =>
        new(
            VectorOperations128.Exponent(a.A),
            VectorOperations128.Exponent(a.B),
            VectorOperations128.Exponent(a.C),
            VectorOperations128.Exponent(a.D),
            VectorOperations128.Exponent(a.E),
            VectorOperations128.Exponent(a.F),
            VectorOperations128.Exponent(a.G),
            VectorOperations128.Exponent(a.H));
}
