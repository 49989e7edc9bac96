using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct SimdScalar
{
    public static FloatLanesScalar Add(FloatLanesScalar a, FloatLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] + b[i];
        return a;
    }

    public static FloatLanesScalar Subtract(FloatLanesScalar a, FloatLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] - b[i];
        return a;
    }

    public static FloatLanesScalar Multiply(FloatLanesScalar a, FloatLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] * b[i];
        return a;
    }

    public static FloatLanesScalar Divide(FloatLanesScalar a, FloatLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] / b[i];
        return a;
    }

    public static FloatLanesScalar Remainder(FloatLanesScalar a, FloatLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] % b[i];
        return a;
    }

    public static FloatLanesScalar Negate(FloatLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = -a[i];
        return a;
    }

    public static FloatLanesScalar FusedMultiplyAdd(FloatLanesScalar a, FloatLanesScalar b, FloatLanesScalar c)
    {
        for (var i = 0; i < 16; i++) a[i] = MathF.FusedMultiplyAdd(a[i], b[i], c[i]);
        return a;
    }

    public static FloatLanesScalar Abs(FloatLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = MathF.Abs(a[i]);
        return a;
    }

    public static FloatLanesScalar Sqrt(FloatLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = MathF.Sqrt(a[i]);
        return a;
    }

    public static FloatLanesScalar Min(FloatLanesScalar a, FloatLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = MathF.Min(a[i], b[i]);
        return a;
    }

    public static FloatLanesScalar Max(FloatLanesScalar a, FloatLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = MathF.Max(a[i], b[i]);
        return a;
    }

    public static FloatLanesScalar Lesser(FloatLanesScalar a, FloatLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] < b[i] ? a[i] : b[i];
        return a;
    }

    public static FloatLanesScalar Greater(FloatLanesScalar a, FloatLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] > b[i] ? a[i] : b[i];
        return a;
    }

    public static FloatLanesScalar Floor(FloatLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = MathF.Floor(a[i]);
        return a;
    }

    public static FloatLanesScalar Ceiling(FloatLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = MathF.Ceiling(a[i]);
        return a;
    }

    public static FloatLanesScalar Round(FloatLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = MathF.Round(a[i]);
        return a;
    }

    public static FloatLanesScalar Truncate(FloatLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = MathF.Truncate(a[i]);
        return a;
    }

    public static FloatLanesScalar ScaleByPowerOfTwo(FloatLanesScalar a, FloatLanesScalar exponent)
    {
        for (var i = 0; i < 16; i++) a[i] = MathF.ScaleB(a[i], (int)MathF.Floor(exponent[i]));
        return a;
    }

    public static FloatLanesScalar Lookup(Vector512<float> table, IntLanesScalar index)
    {
        FloatLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = table[index[i] & 15];
        return result;
    }

    public static IntLanesScalar Equal(FloatLanesScalar a, FloatLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] == b[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar NotEqual(FloatLanesScalar a, FloatLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] != b[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar LessThan(FloatLanesScalar a, FloatLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] < b[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar LessThanOrEqual(FloatLanesScalar a, FloatLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] <= b[i] ? -1 : 0;
        return result;
    }

    public static FloatLanesScalar Select(IntLanesScalar mask, FloatLanesScalar whenTrue, FloatLanesScalar whenFalse)
    {
        for (var i = 0; i < 16; i++) whenTrue[i] = mask[i] != 0 ? whenTrue[i] : whenFalse[i];
        return whenTrue;
    }
}
