namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct SimdScalar
{
    public static IntLanesScalar Equal(LongLanesScalar a, LongLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] == b[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar NotEqual(LongLanesScalar a, LongLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] != b[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar LessThan(LongLanesScalar a, LongLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] < b[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar LessThanOrEqual(LongLanesScalar a, LongLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] <= b[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar LessThanUnsigned(LongLanesScalar a, LongLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (ulong)a[i] < (ulong)b[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar LessThanOrEqualUnsigned(LongLanesScalar a, LongLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (ulong)a[i] <= (ulong)b[i] ? -1 : 0;
        return result;
    }

    public static LongLanesScalar Select(IntLanesScalar mask, LongLanesScalar whenTrue, LongLanesScalar whenFalse)
    {
        for (var i = 0; i < 16; i++) whenTrue[i] = mask[i] != 0 ? whenTrue[i] : whenFalse[i];
        return whenTrue;
    }

    public static long Sum(LongLanesScalar a)
    {
        var result = a[0];
        for (var i = 1; i < 16; i++) result += a[i];
        return result;
    }

    public static long Max(LongLanesScalar a)
    {
        var result = a[0];
        for (var i = 1; i < 16; i++) result = Math.Max(result, a[i]);
        return result;
    }

    public static ulong MaxUnsigned(LongLanesScalar a)
    {
        var result = (ulong)a[0];
        for (var i = 1; i < 16; i++) result = Math.Max(result, (ulong)a[i]);
        return result;
    }

    public static long Min(LongLanesScalar a)
    {
        var result = a[0];
        for (var i = 1; i < 16; i++) result = Math.Min(result, a[i]);
        return result;
    }

    public static ulong MinUnsigned(LongLanesScalar a)
    {
        var result = (ulong)a[0];
        for (var i = 1; i < 16; i++) result = Math.Min(result, (ulong)a[i]);
        return result;
    }
}
