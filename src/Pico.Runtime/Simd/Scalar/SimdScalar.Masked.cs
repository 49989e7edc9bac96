using System.Runtime.CompilerServices;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct SimdScalar
{
    public static FloatLanesScalar LoadMasked(float* source, IntLanesScalar mask)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[i];
        return result;
    }

    public static IntLanesScalar LoadMasked(int* source, IntLanesScalar mask)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[i];
        return result;
    }

    public static DoubleLanesScalar LoadMasked(double* source, IntLanesScalar mask)
    {
        DoubleLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[i];
        return result;
    }

    public static void StoreMasked(float* destination, FloatLanesScalar value, IntLanesScalar mask)
    {
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) destination[i] = value[i];
    }

    public static void StoreMasked(int* destination, IntLanesScalar value, IntLanesScalar mask)
    {
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) destination[i] = value[i];
    }

    public static void StoreMasked(double* destination, DoubleLanesScalar value, IntLanesScalar mask)
    {
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) destination[i] = value[i];
    }

    public static FloatLanesScalar Gather(float* source, IntLanesScalar index, IntLanesScalar mask)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[index[i]];
        return result;
    }

    public static void GatherRows(
        float* source, IntLanesScalar index, out FloatLanesScalar a, out FloatLanesScalar b, out FloatLanesScalar c, out FloatLanesScalar d)
    {
        (a, b, c, d) = (default, default, default, default);
        for (var i = 0; i < 16; i++) (a[i], b[i], c[i], d[i]) = (source[index[i]], source[index[i] + 1], source[index[i] + 2], source[index[i] + 3]);
    }

    public static IntLanesScalar Gather(int* source, IntLanesScalar index, IntLanesScalar mask)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[index[i]];
        return result;
    }

    public static DoubleLanesScalar Gather(double* source, IntLanesScalar index, IntLanesScalar mask)
    {
        DoubleLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[index[i]];
        return result;
    }

    public static IntLanesScalar GatherUnaligned(byte* source, IntLanesScalar index, IntLanesScalar mask)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = Unsafe.ReadUnaligned<int>(source + index[i]);
        return result;
    }

    public static IntLanesScalar GatherUnaligned(short* source, IntLanesScalar index, IntLanesScalar mask)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = Unsafe.ReadUnaligned<int>(source + index[i]);
        return result;
    }

    public static void Scatter(float* destination, IntLanesScalar index, FloatLanesScalar value, IntLanesScalar mask)
    {
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) destination[index[i]] = value[i];
    }

    public static void Scatter(int* destination, IntLanesScalar index, IntLanesScalar value, IntLanesScalar mask)
    {
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) destination[index[i]] = value[i];
    }

    public static void Scatter(double* destination, IntLanesScalar index, DoubleLanesScalar value, IntLanesScalar mask)
    {
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) destination[index[i]] = value[i];
    }
}
