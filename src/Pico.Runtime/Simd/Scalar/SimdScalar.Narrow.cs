namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct SimdScalar
{
    public static IntLanesScalar LoadBytes(byte* source)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = source[i];
        return result;
    }

    public static IntLanesScalar LoadBytes(byte* source, int count) => LoadBytesMasked(source, FirstLanes(count));

    public static IntLanesScalar LoadBytesMasked(byte* source, IntLanesScalar mask)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[i];
        return result;
    }

    public static IntLanesScalar LoadSignedBytes(sbyte* source)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = source[i];
        return result;
    }

    public static IntLanesScalar LoadSignedBytes(sbyte* source, int count) => LoadSignedBytesMasked(source, FirstLanes(count));

    public static IntLanesScalar LoadSignedBytesMasked(sbyte* source, IntLanesScalar mask)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[i];
        return result;
    }

    public static IntLanesScalar LoadShorts(short* source)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = source[i];
        return result;
    }

    public static IntLanesScalar LoadShorts(short* source, int count) => LoadShortsMasked(source, FirstLanes(count));

    public static IntLanesScalar LoadShortsMasked(short* source, IntLanesScalar mask)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[i];
        return result;
    }

    public static IntLanesScalar LoadUnsignedShorts(ushort* source)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = source[i];
        return result;
    }

    public static IntLanesScalar LoadUnsignedShorts(ushort* source, int count) => LoadUnsignedShortsMasked(source, FirstLanes(count));

    public static IntLanesScalar LoadUnsignedShortsMasked(ushort* source, IntLanesScalar mask)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[i];
        return result;
    }

    public static void StoreBytes(byte* destination, IntLanesScalar value)
    {
        for (var i = 0; i < 16; i++) destination[i] = unchecked((byte)value[i]);
    }

    public static void StoreBytes(byte* destination, IntLanesScalar value, int count) =>
        StoreBytesMasked(destination, value, FirstLanes(count));

    public static void StoreBytesMasked(byte* destination, IntLanesScalar value, IntLanesScalar mask)
    {
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) destination[i] = unchecked((byte)value[i]);
    }

    public static void StoreShorts(short* destination, IntLanesScalar value)
    {
        for (var i = 0; i < 16; i++) destination[i] = unchecked((short)value[i]);
    }

    public static void StoreShorts(short* destination, IntLanesScalar value, int count) =>
        StoreShortsMasked(destination, value, FirstLanes(count));

    public static void StoreShortsMasked(short* destination, IntLanesScalar value, IntLanesScalar mask)
    {
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) destination[i] = unchecked((short)value[i]);
    }
}
