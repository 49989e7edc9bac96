using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

/// <summary>The operations in two vectors of 256 bits (four for double and long).</summary>
#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd256 : ISimd<FloatLanes256, IntLanes256, DoubleLanes256, LongLanes256>
{
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 256;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Load(float* source) => new(Vector256.Load(source), Vector256.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Load(float* source, int count) =>
        new(VectorOperations256.Load(source, count), VectorOperations256.Load(source + 8, count - 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, FloatLanes256 value)
    {
        value.A.Store(destination);
        value.B.Store(destination + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, FloatLanes256 value, int count)
    {
        VectorOperations256.Store(destination, value.A, count);
        VectorOperations256.Store(destination + 8, value.B, count - 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNonTemporal(float* destination, FloatLanes256 value)
    {
        value.A.StoreAlignedNonTemporal(destination);
        value.B.StoreAlignedNonTemporal(destination + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Broadcast(float value) => new(Vector256.Create(value), Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Load(int* source) => new(Vector256.Load(source), Vector256.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Load(int* source, int count) =>
        new(VectorOperations256.Load(source, count), VectorOperations256.Load(source + 8, count - 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* destination, IntLanes256 value)
    {
        value.A.Store(destination);
        value.B.Store(destination + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* destination, IntLanes256 value, int count)
    {
        VectorOperations256.Store(destination, value.A, count);
        VectorOperations256.Store(destination + 8, value.B, count - 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Broadcast(int value) => new(Vector256.Create(value), Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Load(double* source) =>
        new(Vector256.Load(source), Vector256.Load(source + 4), Vector256.Load(source + 8), Vector256.Load(source + 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Load(double* source, int count) =>
        new(
            VectorOperations256.Load(source, count),
            VectorOperations256.Load(source + 4, count - 4),
            VectorOperations256.Load(source + 8, count - 8),
            VectorOperations256.Load(source + 12, count - 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, DoubleLanes256 value)
    {
        value.A.Store(destination);
        value.B.Store(destination + 4);
        value.C.Store(destination + 8);
        value.D.Store(destination + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, DoubleLanes256 value, int count)
    {
        VectorOperations256.Store(destination, value.A, count);
        VectorOperations256.Store(destination + 4, value.B, count - 4);
        VectorOperations256.Store(destination + 8, value.C, count - 8);
        VectorOperations256.Store(destination + 12, value.D, count - 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Broadcast(double value) =>
        new(Vector256.Create(value), Vector256.Create(value), Vector256.Create(value), Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 BroadcastMask(bool value) => Broadcast(value ? -1 : 0);

    public static IntLanes256 LaneIndex
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<int>.Indices, Vector256<int>.Indices + Vector256.Create(8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 FirstLanes(int count) => LessThan(LaneIndex, Broadcast(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadMask(bool* source) => NotEqual(LoadBytes((byte*)source), Broadcast(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadMask(bool* source, int count) => NotEqual(LoadBytes((byte*)source, count), Broadcast(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(bool* destination, IntLanes256 mask) =>
        StoreBytes((byte*)destination, And(mask, Broadcast(1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(bool* destination, IntLanes256 mask, int count) =>
        StoreBytes((byte*)destination, And(mask, Broadcast(1)), count);
}
