using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Add(FloatLanes256 a, FloatLanes256 b) => new(a.A + b.A, a.B + b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Subtract(FloatLanes256 a, FloatLanes256 b) => new(a.A - b.A, a.B - b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Multiply(FloatLanes256 a, FloatLanes256 b) => new(a.A * b.A, a.B * b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Divide(FloatLanes256 a, FloatLanes256 b) => new(a.A / b.A, a.B / b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Remainder(FloatLanes256 a, FloatLanes256 b) =>
        LaneByLane.Remainder<Simd256, FloatLanes256, IntLanes256>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Negate(FloatLanes256 a) => new(-a.A, -a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 FusedMultiplyAdd(FloatLanes256 a, FloatLanes256 b, FloatLanes256 c) =>
        new(Vector256.FusedMultiplyAdd(a.A, b.A, c.A), Vector256.FusedMultiplyAdd(a.B, b.B, c.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Abs(FloatLanes256 a) => new(Vector256.Abs(a.A), Vector256.Abs(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Sqrt(FloatLanes256 a) => new(Vector256.Sqrt(a.A), Vector256.Sqrt(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Min(FloatLanes256 a, FloatLanes256 b) =>
        new(Vector256.Min(a.A, b.A), Vector256.Min(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Max(FloatLanes256 a, FloatLanes256 b) =>
        new(Vector256.Max(a.A, b.A), Vector256.Max(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Lesser(FloatLanes256 a, FloatLanes256 b) =>
        new(Lesser(a.A, b.A), Lesser(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Greater(FloatLanes256 a, FloatLanes256 b) =>
        new(Greater(a.A, b.A), Greater(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Lesser(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported ? Avx.Min(a, b) : Vector256.ConditionalSelect(Vector256.LessThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Greater(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported ? Avx.Max(a, b) : Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Floor(FloatLanes256 a) => new(Vector256.Floor(a.A), Vector256.Floor(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Ceiling(FloatLanes256 a) => new(Vector256.Ceiling(a.A), Vector256.Ceiling(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Round(FloatLanes256 a) => new(Vector256.Round(a.A), Vector256.Round(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Truncate(FloatLanes256 a) => new(Vector256.Truncate(a.A), Vector256.Truncate(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 ScaleByPowerOfTwo(FloatLanes256 a, FloatLanes256 exponent) =>
        new(
            VectorOperations256.ScaleByPowerOfTwo(a.A, exponent.A),
            VectorOperations256.ScaleByPowerOfTwo(a.B, exponent.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Lookup(Vector512<float> table, IntLanes256 index) =>
        new(VectorOperations256.Lookup(table, index.A), VectorOperations256.Lookup(table, index.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Equal(FloatLanes256 a, FloatLanes256 b) =>
        new(Vector256.Equals(a.A, b.A).AsInt32(), Vector256.Equals(a.B, b.B).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 NotEqual(FloatLanes256 a, FloatLanes256 b) =>
        new(~Vector256.Equals(a.A, b.A).AsInt32(), ~Vector256.Equals(a.B, b.B).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThan(FloatLanes256 a, FloatLanes256 b) =>
        new(Vector256.LessThan(a.A, b.A).AsInt32(), Vector256.LessThan(a.B, b.B).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThanOrEqual(FloatLanes256 a, FloatLanes256 b) =>
        new(Vector256.LessThanOrEqual(a.A, b.A).AsInt32(), Vector256.LessThanOrEqual(a.B, b.B).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Select(IntLanes256 mask, FloatLanes256 whenTrue, FloatLanes256 whenFalse) =>
        new(
            Vector256.ConditionalSelect(mask.A.AsSingle(), whenTrue.A, whenFalse.A),
            Vector256.ConditionalSelect(mask.B.AsSingle(), whenTrue.B, whenFalse.B));
}
