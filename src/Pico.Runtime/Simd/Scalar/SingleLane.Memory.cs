using System.Runtime.CompilerServices;

namespace Pico.Simd;

internal unsafe partial struct SingleLane
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void GatherRows(float* source, int index, out float a, out float b, out float c, out float d) =>
        (a, b, c, d) = (source[index], source[index + 1], source[index + 2], source[index + 3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadMasked(float* source, int mask) => mask != 0 ? *source : 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadMasked(int* source, int mask) => mask != 0 ? *source : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LoadMasked(double* source, int mask) => mask != 0 ? *source : 0.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(float* destination, float value, int mask)
    {
        if (mask != 0) *destination = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(int* destination, int value, int mask)
    {
        if (mask != 0) *destination = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(double* destination, double value, int mask)
    {
        if (mask != 0) *destination = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Gather(float* source, int index, int mask) => mask != 0 ? source[index] : 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Gather(int* source, int index, int mask) => mask != 0 ? source[index] : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Gather(double* source, int index, int mask) => mask != 0 ? source[index] : 0.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int GatherUnaligned(byte* source, int index, int mask) =>
        mask != 0 ? Unsafe.ReadUnaligned<int>(source + index) : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int GatherUnaligned(short* source, int index, int mask) =>
        mask != 0 ? Unsafe.ReadUnaligned<int>(source + index) : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(float* destination, int index, float value, int mask)
    {
        if (mask != 0) destination[index] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(int* destination, int index, int value, int mask)
    {
        if (mask != 0) destination[index] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(double* destination, int index, double value, int mask)
    {
        if (mask != 0) destination[index] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadBytes(byte* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadBytes(byte* source, int count) => count > 0 ? *source : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadBytesMasked(byte* source, int mask) => mask != 0 ? *source : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadSignedBytes(sbyte* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadSignedBytes(sbyte* source, int count) => count > 0 ? *source : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadSignedBytesMasked(sbyte* source, int mask) => mask != 0 ? *source : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadShorts(short* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadShorts(short* source, int count) => count > 0 ? *source : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadShortsMasked(short* source, int mask) => mask != 0 ? *source : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadUnsignedShorts(ushort* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadUnsignedShorts(ushort* source, int count) => count > 0 ? *source : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LoadUnsignedShortsMasked(ushort* source, int mask) => mask != 0 ? *source : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* destination, int value) => *destination = unchecked((byte)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* destination, int value, int count)
    {
        if (count > 0) *destination = unchecked((byte)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytesMasked(byte* destination, int value, int mask)
    {
        if (mask != 0) *destination = unchecked((byte)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(short* destination, int value) => *destination = unchecked((short)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(short* destination, int value, int count)
    {
        if (count > 0) *destination = unchecked((short)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShortsMasked(short* destination, int value, int mask)
    {
        if (mask != 0) *destination = unchecked((short)value);
    }
}
