namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct SimdScalar
{
    public static LongLanesScalar ToLong(IntLanesScalar a)
    {
        LongLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i];
        return result;
    }

    public static LongLanesScalar ToLongUnsigned(IntLanesScalar a)
    {
        LongLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (uint)a[i];
        return result;
    }

    public static LongLanesScalar ToLong(FloatLanesScalar a)
    {
        LongLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (long)a[i];
        return result;
    }

    public static LongLanesScalar ToULong(FloatLanesScalar a)
    {
        LongLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (long)(ulong)a[i];
        return result;
    }

    public static LongLanesScalar ToLong(DoubleLanesScalar a)
    {
        LongLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (long)a[i];
        return result;
    }

    public static LongLanesScalar ToULong(DoubleLanesScalar a)
    {
        LongLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (long)(ulong)a[i];
        return result;
    }

    public static IntLanesScalar ToInt(LongLanesScalar a)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (int)a[i];
        return result;
    }

    public static FloatLanesScalar ToFloat(LongLanesScalar a)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i];
        return result;
    }

    public static FloatLanesScalar ToFloatUnsigned(LongLanesScalar a)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (ulong)a[i];
        return result;
    }

    public static DoubleLanesScalar ToDouble(LongLanesScalar a)
    {
        DoubleLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i];
        return result;
    }

    public static DoubleLanesScalar ToDoubleUnsigned(LongLanesScalar a)
    {
        DoubleLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (ulong)a[i];
        return result;
    }

    public static LongLanesScalar AsLong(DoubleLanesScalar a)
    {
        LongLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = BitConverter.DoubleToInt64Bits(a[i]);
        return result;
    }

    public static DoubleLanesScalar AsDouble(LongLanesScalar a)
    {
        DoubleLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = BitConverter.Int64BitsToDouble(a[i]);
        return result;
    }
}
