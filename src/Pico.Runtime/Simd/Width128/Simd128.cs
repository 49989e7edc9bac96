using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

/// <summary>The operations in four vectors of 128 bits (eight for double and long): SSE or AdvSimd.</summary>
#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd128 : ISimd<FloatLanes128, IntLanes128, DoubleLanes128, LongLanes128>
{
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 128;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Load(float* source) =>
        new(Vector128.Load(source), Vector128.Load(source + 4), Vector128.Load(source + 8), Vector128.Load(source + 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Load(float* source, int count) =>
        new(
            VectorOperations128.Load(source, count),
            VectorOperations128.Load(source + 4, count - 4),
            VectorOperations128.Load(source + 8, count - 8),
            VectorOperations128.Load(source + 12, count - 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, FloatLanes128 value)
    {
        value.A.Store(destination);
        value.B.Store(destination + 4);
        value.C.Store(destination + 8);
        value.D.Store(destination + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, FloatLanes128 value, int count)
    {
        VectorOperations128.Store(destination, value.A, count);
        VectorOperations128.Store(destination + 4, value.B, count - 4);
        VectorOperations128.Store(destination + 8, value.C, count - 8);
        VectorOperations128.Store(destination + 12, value.D, count - 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNonTemporal(float* destination, FloatLanes128 value)
    {
        value.A.StoreAlignedNonTemporal(destination);
        value.B.StoreAlignedNonTemporal(destination + 4);
        value.C.StoreAlignedNonTemporal(destination + 8);
        value.D.StoreAlignedNonTemporal(destination + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Broadcast(float value) =>
        new(Vector128.Create(value), Vector128.Create(value), Vector128.Create(value), Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Load(int* source) =>
        new(Vector128.Load(source), Vector128.Load(source + 4), Vector128.Load(source + 8), Vector128.Load(source + 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Load(int* source, int count) =>
        new(
            VectorOperations128.Load(source, count),
            VectorOperations128.Load(source + 4, count - 4),
            VectorOperations128.Load(source + 8, count - 8),
            VectorOperations128.Load(source + 12, count - 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* destination, IntLanes128 value)
    {
        value.A.Store(destination);
        value.B.Store(destination + 4);
        value.C.Store(destination + 8);
        value.D.Store(destination + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* destination, IntLanes128 value, int count)
    {
        VectorOperations128.Store(destination, value.A, count);
        VectorOperations128.Store(destination + 4, value.B, count - 4);
        VectorOperations128.Store(destination + 8, value.C, count - 8);
        VectorOperations128.Store(destination + 12, value.D, count - 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Broadcast(int value) =>
        new(Vector128.Create(value), Vector128.Create(value), Vector128.Create(value), Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Load(double* source) => new(
            Vector128.Load(source),
            Vector128.Load(source + 2),
            Vector128.Load(source + 4),
            Vector128.Load(source + 6),
            Vector128.Load(source + 8),
            Vector128.Load(source + 10),
            Vector128.Load(source + 12),
            Vector128.Load(source + 14));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Load(double* source, int count) =>
        new(
            VectorOperations128.Load(source, count),
            VectorOperations128.Load(source + 2, count - 2),
            VectorOperations128.Load(source + 4, count - 4),
            VectorOperations128.Load(source + 6, count - 6),
            VectorOperations128.Load(source + 8, count - 8),
            VectorOperations128.Load(source + 10, count - 10),
            VectorOperations128.Load(source + 12, count - 12),
            VectorOperations128.Load(source + 14, count - 14));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, DoubleLanes128 value)
    {
        value.A.Store(destination);
        value.B.Store(destination + 2);
        value.C.Store(destination + 4);
        value.D.Store(destination + 6);
        value.E.Store(destination + 8);
        value.F.Store(destination + 10);
        value.G.Store(destination + 12);
        value.H.Store(destination + 14);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, DoubleLanes128 value, int count)
    {
        VectorOperations128.Store(destination, value.A, count);
        VectorOperations128.Store(destination + 2, value.B, count - 2);
        VectorOperations128.Store(destination + 4, value.C, count - 4);
        VectorOperations128.Store(destination + 6, value.D, count - 6);
        VectorOperations128.Store(destination + 8, value.E, count - 8);
        VectorOperations128.Store(destination + 10, value.F, count - 10);
        VectorOperations128.Store(destination + 12, value.G, count - 12);
        VectorOperations128.Store(destination + 14, value.H, count - 14);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Broadcast(double value) => new(
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 BroadcastMask(bool value) => Broadcast(value ? -1 : 0);

    public static IntLanes128 LaneIndex
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(
            Vector128<int>.Indices,
            Vector128<int>.Indices + Vector128.Create(4),
            Vector128<int>.Indices + Vector128.Create(8),
            Vector128<int>.Indices + Vector128.Create(12));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 FirstLanes(int count) => LessThan(LaneIndex, Broadcast(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadMask(bool* source) => NotEqual(LoadBytes((byte*)source), Broadcast(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadMask(bool* source, int count) => NotEqual(LoadBytes((byte*)source, count), Broadcast(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(bool* destination, IntLanes128 mask) =>
        StoreBytes((byte*)destination, And(mask, Broadcast(1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(bool* destination, IntLanes128 mask, int count) =>
        StoreBytes((byte*)destination, And(mask, Broadcast(1)), count);
}
