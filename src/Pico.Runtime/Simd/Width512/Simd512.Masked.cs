using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadMasked(float* source, Vector512<int> mask) =>
        VectorOperations512.LoadMasked(source, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadMasked(int* source, Vector512<int> mask) =>
        VectorOperations512.LoadMasked(source, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(float* destination, Vector512<float> value, Vector512<int> mask) =>
        VectorOperations512.StoreMasked(destination, value, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(int* destination, Vector512<int> value, Vector512<int> mask) =>
        VectorOperations512.StoreMasked(destination, value, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 LoadMasked(double* source, Vector512<int> mask) =>
        new(
            VectorOperations512.LoadMasked(source, Vector512.WidenLower(mask)),
            VectorOperations512.LoadMasked(source + 8, Vector512.WidenUpper(mask)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(double* destination, DoubleLanes512 value, Vector512<int> mask)
    {
        VectorOperations512.StoreMasked(destination, value.A, Vector512.WidenLower(mask));
        VectorOperations512.StoreMasked(destination + 8, value.B, Vector512.WidenUpper(mask));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Gather(float* source, Vector512<int> index, Vector512<int> mask) =>
        VectorOperations512.Join(
            VectorOperations256.Gather(source, index.GetLower(), mask.GetLower()),
            VectorOperations256.Gather(source, index.GetUpper(), mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void GatherRows(
        float* source, Vector512<int> index, out Vector512<float> a, out Vector512<float> b, out Vector512<float> c, out Vector512<float> d) =>
        VectorOperations512.GatherRows(source, index, out a, out b, out c, out d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Gather(int* source, Vector512<int> index, Vector512<int> mask) =>
        VectorOperations512.Join(
            VectorOperations256.Gather(source, index.GetLower(), mask.GetLower()),
            VectorOperations256.Gather(source, index.GetUpper(), mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> GatherUnaligned(byte* source, Vector512<int> index, Vector512<int> mask) =>
        VectorOperations512.Join(
            VectorOperations256.GatherUnaligned(source, index.GetLower(), mask.GetLower()),
            VectorOperations256.GatherUnaligned(source, index.GetUpper(), mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> GatherUnaligned(short* source, Vector512<int> index, Vector512<int> mask) =>
        VectorOperations512.Join(
            VectorOperations256.GatherUnaligned(source, index.GetLower(), mask.GetLower()),
            VectorOperations256.GatherUnaligned(source, index.GetUpper(), mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Gather(double* source, Vector512<int> index, Vector512<int> mask) =>
        new(
            VectorOperations512.Gather(source, index.GetLower(), mask.GetLower()),
            VectorOperations512.Gather(source, index.GetUpper(), mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(float* destination, Vector512<int> index, Vector512<float> value, Vector512<int> mask) =>
        Scatter((int*)destination, index, AsInt(value), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(int* destination, Vector512<int> index, Vector512<int> value, Vector512<int> mask) =>
        LaneByLane.Scatter<Simd512, Vector512<float>, Vector512<int>>(destination, index, value, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(double* destination, Vector512<int> index, DoubleLanes512 value, Vector512<int> mask) =>
        LaneByLane.Scatter<Simd512, Vector512<float>, Vector512<int>, DoubleLanes512>(destination, index, value, mask);
}
