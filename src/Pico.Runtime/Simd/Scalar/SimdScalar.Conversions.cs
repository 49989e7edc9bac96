namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct SimdScalar
{
    public static FloatLanesScalar ToFloat(IntLanesScalar a)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i];
        return result;
    }

    public static FloatLanesScalar ToFloatUnsigned(IntLanesScalar a)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (uint)a[i];
        return result;
    }

    public static IntLanesScalar ToInt(FloatLanesScalar a)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (int)a[i];
        return result;
    }

    public static IntLanesScalar ToUInt(FloatLanesScalar a)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (int)(uint)a[i];
        return result;
    }

    public static IntLanesScalar AsInt(FloatLanesScalar a)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = BitConverter.SingleToInt32Bits(a[i]);
        return result;
    }

    public static FloatLanesScalar AsFloat(IntLanesScalar a)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = BitConverter.Int32BitsToSingle(a[i]);
        return result;
    }

    public static DoubleLanesScalar ToDouble(FloatLanesScalar a)
    {
        DoubleLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i];
        return result;
    }

    public static FloatLanesScalar ToFloat(DoubleLanesScalar a)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (float)a[i];
        return result;
    }

    public static DoubleLanesScalar ToDouble(IntLanesScalar a)
    {
        DoubleLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i];
        return result;
    }

    public static DoubleLanesScalar ToDoubleUnsigned(IntLanesScalar a)
    {
        DoubleLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (uint)a[i];
        return result;
    }

    public static IntLanesScalar ToInt(DoubleLanesScalar a)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (int)a[i];
        return result;
    }

    public static IntLanesScalar ToUInt(DoubleLanesScalar a)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = (int)(uint)a[i];
        return result;
    }
}
