using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

/// <summary>The operations in one vector of 512 bits (two for double). Meant for AVX-512; correct, but slow, elsewhere.</summary>
#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd512 : ISimd<Vector512<float>, Vector512<int>, DoubleLanes512>
{
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 512;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source, int count) =>
        VectorOperations512.Load(source, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, Vector512<float> value) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, Vector512<float> value, int count) =>
        VectorOperations512.Store(destination, value, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(int* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(int* source, int count) =>
        VectorOperations512.Load(source, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* destination, Vector512<int> value) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* destination, Vector512<int> value, int count) =>
        VectorOperations512.Store(destination, value, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Broadcast(int value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Load(double* source) => new(Vector512.Load(source), Vector512.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Load(double* source, int count) =>
        new(VectorOperations512.Load(source, count), VectorOperations512.Load(source + 8, count - 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, DoubleLanes512 value)
    {
        value.A.Store(destination);
        value.B.Store(destination + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, DoubleLanes512 value, int count)
    {
        VectorOperations512.Store(destination, value.A, count);
        VectorOperations512.Store(destination + 8, value.B, count - 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Broadcast(double value) => new(Vector512.Create(value), Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> BroadcastMask(bool value) => Broadcast(value ? -1 : 0);

    public static Vector512<int> LaneIndex
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<int>.Indices;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> FirstLanes(int count) => LessThan(LaneIndex, Broadcast(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadMask(bool* source) => Expand(Vector128.Load((byte*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadMask(bool* source, int count) => Expand(MaskBytes.Load(source, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(bool* destination, Vector512<int> mask) => Compress(mask).Store((byte*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(bool* destination, Vector512<int> mask, int count) =>
        MaskBytes.Store(destination, Compress(mask), count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Gather(float* source, Vector512<int> index, Vector512<int> mask) => Vector512.Create(
        VectorOperations256.Gather(source, index.GetLower(), mask.GetLower()),
        VectorOperations256.Gather(source, index.GetUpper(), mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Expand(Vector128<byte> bytes)
    {
        var lanes = Avx512F.IsSupported
            ? Avx512F.ConvertToVector512Int32(bytes)
            : Vector512.Create(MaskBytes.ExpandLower(bytes), MaskBytes.ExpandUpper(bytes));
        return ~Vector512.Equals(lanes, Vector512<int>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Compress(Vector512<int> mask) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector128Byte(mask) & Vector128<byte>.One
        : MaskBytes.Compress(mask.GetLower(), mask.GetUpper());
}
