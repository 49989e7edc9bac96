namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct SimdScalar
{
    public static float Sum(FloatLanesScalar a)
    {
        for (var distance = 8; distance > 0; distance /= 2)
            for (var i = 0; i < distance; i++) a[i] = a[i] + a[i + distance];
        return a[0];
    }

    public static float Max(FloatLanesScalar a)
    {
        for (var distance = 8; distance > 0; distance /= 2)
            for (var i = 0; i < distance; i++) a[i] = MathF.Max(a[i], a[i + distance]);
        return a[0];
    }

    public static float Min(FloatLanesScalar a)
    {
        for (var distance = 8; distance > 0; distance /= 2)
            for (var i = 0; i < distance; i++) a[i] = MathF.Min(a[i], a[i + distance]);
        return a[0];
    }

    public static int Sum(IntLanesScalar a)
    {
        for (var distance = 8; distance > 0; distance /= 2)
            for (var i = 0; i < distance; i++) a[i] = a[i] + a[i + distance];
        return a[0];
    }

    public static int Max(IntLanesScalar a)
    {
        for (var distance = 8; distance > 0; distance /= 2)
            for (var i = 0; i < distance; i++) a[i] = Math.Max(a[i], a[i + distance]);
        return a[0];
    }

    public static int Min(IntLanesScalar a)
    {
        for (var distance = 8; distance > 0; distance /= 2)
            for (var i = 0; i < distance; i++) a[i] = Math.Min(a[i], a[i + distance]);
        return a[0];
    }

    public static uint MaxUnsigned(IntLanesScalar a)
    {
        for (var distance = 8; distance > 0; distance /= 2)
            for (var i = 0; i < distance; i++) a[i] = (int)Math.Max((uint)a[i], (uint)a[i + distance]);
        return (uint)a[0];
    }

    public static uint MinUnsigned(IntLanesScalar a)
    {
        for (var distance = 8; distance > 0; distance /= 2)
            for (var i = 0; i < distance; i++) a[i] = (int)Math.Min((uint)a[i], (uint)a[i + distance]);
        return (uint)a[0];
    }

    public static double Sum(DoubleLanesScalar a)
    {
        for (var distance = 8; distance > 0; distance /= 2)
            for (var i = 0; i < distance; i++) a[i] = a[i] + a[i + distance];
        return a[0];
    }

    public static double Max(DoubleLanesScalar a)
    {
        for (var distance = 8; distance > 0; distance /= 2)
            for (var i = 0; i < distance; i++) a[i] = Math.Max(a[i], a[i + distance]);
        return a[0];
    }

    public static double Min(DoubleLanesScalar a)
    {
        for (var distance = 8; distance > 0; distance /= 2)
            for (var i = 0; i < distance; i++) a[i] = Math.Min(a[i], a[i + distance]);
        return a[0];
    }
}
