using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Add(FloatLanes128 a, FloatLanes128 b) => new(a.A + b.A, a.B + b.B, a.C + b.C, a.D + b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Subtract(FloatLanes128 a, FloatLanes128 b) =>
        new(a.A - b.A, a.B - b.B, a.C - b.C, a.D - b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Multiply(FloatLanes128 a, FloatLanes128 b) =>
        new(a.A * b.A, a.B * b.B, a.C * b.C, a.D * b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Divide(FloatLanes128 a, FloatLanes128 b) => new(a.A / b.A, a.B / b.B, a.C / b.C, a.D / b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Remainder(FloatLanes128 a, FloatLanes128 b) =>
        LaneByLane.Remainder<Simd128, FloatLanes128, IntLanes128>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Negate(FloatLanes128 a) => new(-a.A, -a.B, -a.C, -a.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 FusedMultiplyAdd(FloatLanes128 a, FloatLanes128 b, FloatLanes128 c) =>
        new(
            Vector128.FusedMultiplyAdd(a.A, b.A, c.A),
            Vector128.FusedMultiplyAdd(a.B, b.B, c.B),
            Vector128.FusedMultiplyAdd(a.C, b.C, c.C),
            Vector128.FusedMultiplyAdd(a.D, b.D, c.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Abs(FloatLanes128 a) =>
        new(Vector128.Abs(a.A), Vector128.Abs(a.B), Vector128.Abs(a.C), Vector128.Abs(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Sqrt(FloatLanes128 a) =>
        new(Vector128.Sqrt(a.A), Vector128.Sqrt(a.B), Vector128.Sqrt(a.C), Vector128.Sqrt(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Min(FloatLanes128 a, FloatLanes128 b) =>
        new(Vector128.Min(a.A, b.A), Vector128.Min(a.B, b.B), Vector128.Min(a.C, b.C), Vector128.Min(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Max(FloatLanes128 a, FloatLanes128 b) =>
        new(Vector128.Max(a.A, b.A), Vector128.Max(a.B, b.B), Vector128.Max(a.C, b.C), Vector128.Max(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Lesser(FloatLanes128 a, FloatLanes128 b) =>
        new(Lesser(a.A, b.A), Lesser(a.B, b.B), Lesser(a.C, b.C), Lesser(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Greater(FloatLanes128 a, FloatLanes128 b) =>
        new(Greater(a.A, b.A), Greater(a.B, b.B), Greater(a.C, b.C), Greater(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lesser(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Min(a, b) : Vector128.ConditionalSelect(Vector128.LessThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Greater(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Max(a, b) : Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Floor(FloatLanes128 a) =>
        new(Vector128.Floor(a.A), Vector128.Floor(a.B), Vector128.Floor(a.C), Vector128.Floor(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Ceiling(FloatLanes128 a) =>
        new(Vector128.Ceiling(a.A), Vector128.Ceiling(a.B), Vector128.Ceiling(a.C), Vector128.Ceiling(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Round(FloatLanes128 a) =>
        new(Vector128.Round(a.A), Vector128.Round(a.B), Vector128.Round(a.C), Vector128.Round(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Truncate(FloatLanes128 a) =>
        new(Vector128.Truncate(a.A), Vector128.Truncate(a.B), Vector128.Truncate(a.C), Vector128.Truncate(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 ScaleByPowerOfTwo(FloatLanes128 a, FloatLanes128 exponent) =>
        new(
            VectorOperations128.ScaleByPowerOfTwo(a.A, exponent.A),
            VectorOperations128.ScaleByPowerOfTwo(a.B, exponent.B),
            VectorOperations128.ScaleByPowerOfTwo(a.C, exponent.C),
            VectorOperations128.ScaleByPowerOfTwo(a.D, exponent.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Lookup(Vector512<float> table, IntLanes128 index) =>
        new(
            VectorOperations128.Lookup(table, index.A),
            VectorOperations128.Lookup(table, index.B),
            VectorOperations128.Lookup(table, index.C),
            VectorOperations128.Lookup(table, index.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Equal(FloatLanes128 a, FloatLanes128 b) =>
        new(
            Vector128.Equals(a.A, b.A).AsInt32(),
            Vector128.Equals(a.B, b.B).AsInt32(),
            Vector128.Equals(a.C, b.C).AsInt32(),
            Vector128.Equals(a.D, b.D).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 NotEqual(FloatLanes128 a, FloatLanes128 b) =>
        new(
            ~Vector128.Equals(a.A, b.A).AsInt32(),
            ~Vector128.Equals(a.B, b.B).AsInt32(),
            ~Vector128.Equals(a.C, b.C).AsInt32(),
            ~Vector128.Equals(a.D, b.D).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThan(FloatLanes128 a, FloatLanes128 b) =>
        new(
            Vector128.LessThan(a.A, b.A).AsInt32(),
            Vector128.LessThan(a.B, b.B).AsInt32(),
            Vector128.LessThan(a.C, b.C).AsInt32(),
            Vector128.LessThan(a.D, b.D).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThanOrEqual(FloatLanes128 a, FloatLanes128 b) =>
        new(
            Vector128.LessThanOrEqual(a.A, b.A).AsInt32(),
            Vector128.LessThanOrEqual(a.B, b.B).AsInt32(),
            Vector128.LessThanOrEqual(a.C, b.C).AsInt32(),
            Vector128.LessThanOrEqual(a.D, b.D).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Select(IntLanes128 mask, FloatLanes128 whenTrue, FloatLanes128 whenFalse) =>
        new(
            Vector128.ConditionalSelect(mask.A.AsSingle(), whenTrue.A, whenFalse.A),
            Vector128.ConditionalSelect(mask.B.AsSingle(), whenTrue.B, whenFalse.B),
            Vector128.ConditionalSelect(mask.C.AsSingle(), whenTrue.C, whenFalse.C),
            Vector128.ConditionalSelect(mask.D.AsSingle(), whenTrue.D, whenFalse.D));
}
