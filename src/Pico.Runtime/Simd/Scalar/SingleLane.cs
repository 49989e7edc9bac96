using System.Runtime.CompilerServices;

namespace Pico.Simd;

/// <summary>
/// The same operations on one number. With it a scalar caller runs the very algorithms of <see cref="SimdMath"/>, and gets
/// the bits that the lanes get.
/// </summary>
internal unsafe partial struct SingleLane : ISimd<float, int, double>
{
    public static int Width => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* source, int count) => count > 0 ? *source : 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, float value) => *destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, float value, int count)
    {
        if (count > 0) *destination = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNonTemporal(float* destination, float value) => *destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Broadcast(float value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Load(int* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Load(int* source, int count) => count > 0 ? *source : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* destination, int value) => *destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* destination, int value, int count)
    {
        if (count > 0) *destination = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Broadcast(int value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Load(double* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Load(double* source, int count) => count > 0 ? *source : 0.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, double value) => *destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* destination, double value, int count)
    {
        if (count > 0) *destination = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Broadcast(double value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadMask(bool* source) => *source ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadMask(bool* source, int count) => count > 0 && *source ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(bool* destination, int mask) => *destination = mask != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMask(bool* destination, int mask, int count)
    {
        if (count > 0) *destination = mask != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BroadcastMask(bool value) => value ? -1 : 0;

    public static int LaneIndex => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FirstLanes(int count) => count > 0 ? -1 : 0;
}
