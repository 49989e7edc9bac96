using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 LoadMasked(float* source, IntLanes128 mask) =>
        new(
            VectorOperations128.LoadMasked(source, mask.A),
            VectorOperations128.LoadMasked(source + 4, mask.B),
            VectorOperations128.LoadMasked(source + 8, mask.C),
            VectorOperations128.LoadMasked(source + 12, mask.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadMasked(int* source, IntLanes128 mask) =>
        new(
            VectorOperations128.LoadMasked(source, mask.A),
            VectorOperations128.LoadMasked(source + 4, mask.B),
            VectorOperations128.LoadMasked(source + 8, mask.C),
            VectorOperations128.LoadMasked(source + 12, mask.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(float* destination, FloatLanes128 value, IntLanes128 mask)
    {
        VectorOperations128.StoreMasked(destination, value.A, mask.A);
        VectorOperations128.StoreMasked(destination + 4, value.B, mask.B);
        VectorOperations128.StoreMasked(destination + 8, value.C, mask.C);
        VectorOperations128.StoreMasked(destination + 12, value.D, mask.D);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(int* destination, IntLanes128 value, IntLanes128 mask)
    {
        VectorOperations128.StoreMasked(destination, value.A, mask.A);
        VectorOperations128.StoreMasked(destination + 4, value.B, mask.B);
        VectorOperations128.StoreMasked(destination + 8, value.C, mask.C);
        VectorOperations128.StoreMasked(destination + 12, value.D, mask.D);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 LoadMasked(double* source, IntLanes128 mask) =>
        new(
            VectorOperations128.LoadMasked(source, Vector128.WidenLower(mask.A)),
            VectorOperations128.LoadMasked(source + 2, Vector128.WidenUpper(mask.A)),
            VectorOperations128.LoadMasked(source + 4, Vector128.WidenLower(mask.B)),
            VectorOperations128.LoadMasked(source + 6, Vector128.WidenUpper(mask.B)),
            VectorOperations128.LoadMasked(source + 8, Vector128.WidenLower(mask.C)),
            VectorOperations128.LoadMasked(source + 10, Vector128.WidenUpper(mask.C)),
            VectorOperations128.LoadMasked(source + 12, Vector128.WidenLower(mask.D)),
            VectorOperations128.LoadMasked(source + 14, Vector128.WidenUpper(mask.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(double* destination, DoubleLanes128 value, IntLanes128 mask)
    {
        VectorOperations128.StoreMasked(destination, value.A, Vector128.WidenLower(mask.A));
        VectorOperations128.StoreMasked(destination + 2, value.B, Vector128.WidenUpper(mask.A));
        VectorOperations128.StoreMasked(destination + 4, value.C, Vector128.WidenLower(mask.B));
        VectorOperations128.StoreMasked(destination + 6, value.D, Vector128.WidenUpper(mask.B));
        VectorOperations128.StoreMasked(destination + 8, value.E, Vector128.WidenLower(mask.C));
        VectorOperations128.StoreMasked(destination + 10, value.F, Vector128.WidenUpper(mask.C));
        VectorOperations128.StoreMasked(destination + 12, value.G, Vector128.WidenLower(mask.D));
        VectorOperations128.StoreMasked(destination + 14, value.H, Vector128.WidenUpper(mask.D));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Gather(float* source, IntLanes128 index, IntLanes128 mask) =>
        new(
            VectorOperations128.Gather(source, index.A, mask.A),
            VectorOperations128.Gather(source, index.B, mask.B),
            VectorOperations128.Gather(source, index.C, mask.C),
            VectorOperations128.Gather(source, index.D, mask.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void GatherRows(
        float* source, IntLanes128 index, out FloatLanes128 a, out FloatLanes128 b, out FloatLanes128 c, out FloatLanes128 d)
    {
        VectorOperations128.GatherRows(source, index.A, out var a0, out var b0, out var c0, out var d0);
        VectorOperations128.GatherRows(source, index.B, out var a1, out var b1, out var c1, out var d1);
        VectorOperations128.GatherRows(source, index.C, out var a2, out var b2, out var c2, out var d2);
        VectorOperations128.GatherRows(source, index.D, out var a3, out var b3, out var c3, out var d3);
        (a, b, c, d) = (new(a0, a1, a2, a3), new(b0, b1, b2, b3), new(c0, c1, c2, c3), new(d0, d1, d2, d3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Gather(int* source, IntLanes128 index, IntLanes128 mask) =>
        new(
            VectorOperations128.Gather(source, index.A, mask.A),
            VectorOperations128.Gather(source, index.B, mask.B),
            VectorOperations128.Gather(source, index.C, mask.C),
            VectorOperations128.Gather(source, index.D, mask.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 GatherUnaligned(byte* source, IntLanes128 index, IntLanes128 mask) =>
        new(
            VectorOperations128.GatherUnaligned(source, index.A, mask.A),
            VectorOperations128.GatherUnaligned(source, index.B, mask.B),
            VectorOperations128.GatherUnaligned(source, index.C, mask.C),
            VectorOperations128.GatherUnaligned(source, index.D, mask.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 GatherUnaligned(short* source, IntLanes128 index, IntLanes128 mask) =>
        new(
            VectorOperations128.GatherUnaligned(source, index.A, mask.A),
            VectorOperations128.GatherUnaligned(source, index.B, mask.B),
            VectorOperations128.GatherUnaligned(source, index.C, mask.C),
            VectorOperations128.GatherUnaligned(source, index.D, mask.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Gather(double* source, IntLanes128 index, IntLanes128 mask) =>
        new(
            VectorOperations128.GatherLower(source, index.A, mask.A),
            VectorOperations128.GatherUpper(source, index.A, mask.A),
            VectorOperations128.GatherLower(source, index.B, mask.B),
            VectorOperations128.GatherUpper(source, index.B, mask.B),
            VectorOperations128.GatherLower(source, index.C, mask.C),
            VectorOperations128.GatherUpper(source, index.C, mask.C),
            VectorOperations128.GatherLower(source, index.D, mask.D),
            VectorOperations128.GatherUpper(source, index.D, mask.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(float* destination, IntLanes128 index, FloatLanes128 value, IntLanes128 mask) =>
        Scatter((int*)destination, index, AsInt(value), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(int* destination, IntLanes128 index, IntLanes128 value, IntLanes128 mask) =>
        LaneByLane.Scatter<Simd128, FloatLanes128, IntLanes128>(destination, index, value, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(double* destination, IntLanes128 index, DoubleLanes128 value, IntLanes128 mask) =>
        LaneByLane.Scatter<Simd128, FloatLanes128, IntLanes128, DoubleLanes128>(destination, index, value, mask);
}
