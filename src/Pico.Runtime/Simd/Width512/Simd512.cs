using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

/// <summary>The operations in one vector of 512 bits (two for double and long). Meant for AVX-512; correct, but slow, elsewhere.</summary>
#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd512 : ISimd<Vector512<float>, Vector512<int>, DoubleLanes512, LongLanes512>
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
    public static void StoreNonTemporal(float* destination, Vector512<float> value) => value.StoreAlignedNonTemporal(destination);

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
    public static Vector512<int> LoadMask(bool* source) => NotEqual(LoadBytes((byte*)source), Broadcast(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadMask(bool* source, int count) =>
        NotEqual(LoadBytes((byte*)source, count), Broadcast(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(bool* destination, Vector512<int> mask) =>
        StoreBytes((byte*)destination, And(mask, Broadcast(1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(bool* destination, Vector512<int> mask, int count) =>
        StoreBytes((byte*)destination, And(mask, Broadcast(1)), count);
}
