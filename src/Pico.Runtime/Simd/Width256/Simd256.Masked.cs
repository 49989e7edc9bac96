using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 LoadMasked(float* source, IntLanes256 mask) =>
        new(VectorOperations256.LoadMasked(source, mask.A), VectorOperations256.LoadMasked(source + 8, mask.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadMasked(int* source, IntLanes256 mask) =>
        new(VectorOperations256.LoadMasked(source, mask.A), VectorOperations256.LoadMasked(source + 8, mask.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(float* destination, FloatLanes256 value, IntLanes256 mask)
    {
        VectorOperations256.StoreMasked(destination, value.A, mask.A);
        VectorOperations256.StoreMasked(destination + 8, value.B, mask.B);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(int* destination, IntLanes256 value, IntLanes256 mask)
    {
        VectorOperations256.StoreMasked(destination, value.A, mask.A);
        VectorOperations256.StoreMasked(destination + 8, value.B, mask.B);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 LoadMasked(double* source, IntLanes256 mask) =>
        new(
            VectorOperations256.LoadMasked(source, Vector256.WidenLower(mask.A)),
            VectorOperations256.LoadMasked(source + 4, Vector256.WidenUpper(mask.A)),
            VectorOperations256.LoadMasked(source + 8, Vector256.WidenLower(mask.B)),
            VectorOperations256.LoadMasked(source + 12, Vector256.WidenUpper(mask.B)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(double* destination, DoubleLanes256 value, IntLanes256 mask)
    {
        VectorOperations256.StoreMasked(destination, value.A, Vector256.WidenLower(mask.A));
        VectorOperations256.StoreMasked(destination + 4, value.B, Vector256.WidenUpper(mask.A));
        VectorOperations256.StoreMasked(destination + 8, value.C, Vector256.WidenLower(mask.B));
        VectorOperations256.StoreMasked(destination + 12, value.D, Vector256.WidenUpper(mask.B));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Gather(float* source, IntLanes256 index, IntLanes256 mask) =>
        new(VectorOperations256.Gather(source, index.A, mask.A), VectorOperations256.Gather(source, index.B, mask.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void GatherRows(
        float* source, IntLanes256 index, out FloatLanes256 a, out FloatLanes256 b, out FloatLanes256 c, out FloatLanes256 d)
    {
        VectorOperations256.GatherRows(source, index.A, out var a0, out var b0, out var c0, out var d0);
        VectorOperations256.GatherRows(source, index.B, out var a1, out var b1, out var c1, out var d1);
        (a, b, c, d) = (new(a0, a1), new(b0, b1), new(c0, c1), new(d0, d1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Gather(int* source, IntLanes256 index, IntLanes256 mask) =>
        new(VectorOperations256.Gather(source, index.A, mask.A), VectorOperations256.Gather(source, index.B, mask.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 GatherUnaligned(byte* source, IntLanes256 index, IntLanes256 mask) =>
        new(
            VectorOperations256.GatherUnaligned(source, index.A, mask.A),
            VectorOperations256.GatherUnaligned(source, index.B, mask.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 GatherUnaligned(short* source, IntLanes256 index, IntLanes256 mask) =>
        new(
            VectorOperations256.GatherUnaligned(source, index.A, mask.A),
            VectorOperations256.GatherUnaligned(source, index.B, mask.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Gather(double* source, IntLanes256 index, IntLanes256 mask) =>
        new(
            VectorOperations256.Gather(source, index.A.GetLower(), mask.A.GetLower()),
            VectorOperations256.Gather(source, index.A.GetUpper(), mask.A.GetUpper()),
            VectorOperations256.Gather(source, index.B.GetLower(), mask.B.GetLower()),
            VectorOperations256.Gather(source, index.B.GetUpper(), mask.B.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(float* destination, IntLanes256 index, FloatLanes256 value, IntLanes256 mask) =>
        Scatter((int*)destination, index, AsInt(value), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(int* destination, IntLanes256 index, IntLanes256 value, IntLanes256 mask) =>
        LaneByLane.Scatter<Simd256, FloatLanes256, IntLanes256>(destination, index, value, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(double* destination, IntLanes256 index, DoubleLanes256 value, IntLanes256 mask) =>
        LaneByLane.Scatter<Simd256, FloatLanes256, IntLanes256, DoubleLanes256>(destination, index, value, mask);
}
