using System.ComponentModel;

namespace Pico.Simd;

/// <summary>
/// The functions of <see cref="MathF"/> as the lanes compute them. A loop over rows computes one value of a row with scalars, another loop
/// the same value in lanes: with these it has the same bits in both. Errors are stated at <see cref="SimdMath"/>; what MathF
/// lacks is in <see cref="PicoMath"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneMath
{
#pragma warning disable CS1591 // named as in MathF
    public static float Exp(float x) => SimdMath.Exp<SingleLane, float, int>(x);

    public static float Exp2(float x) => SimdMath.Exp2<SingleLane, float, int>(x);

    public static float Log(float x) => SimdMath.Log<SingleLane, float, int>(x);

    public static float Log2(float x) => SimdMath.Log2<SingleLane, float, int>(x);

    public static float Log10(float x) => SimdMath.Log10<SingleLane, float, int>(x);

    public static float Pow(float x, float y) => SimdMath.Pow<SingleLane, float, int>(x, y);

    public static float Cbrt(float x) => SimdMath.Cbrt<SingleLane, float, int>(x);

    public static float Sin(float x) => SimdMath.Sin<SingleLane, float, int>(x);

    public static float Cos(float x) => SimdMath.Cos<SingleLane, float, int>(x);

    public static float Tan(float x) => SimdMath.Tan<SingleLane, float, int>(x);

    public static float Asin(float x) => SimdMath.Asin<SingleLane, float, int>(x);

    public static float Acos(float x) => SimdMath.Acos<SingleLane, float, int>(x);

    public static float Atan(float x) => SimdMath.Atan<SingleLane, float, int>(x);

    public static float Atan2(float y, float x) => SimdMath.Atan2<SingleLane, float, int>(y, x);

    public static float Sinh(float x) => SimdMath.Sinh<SingleLane, float, int>(x);

    public static float Cosh(float x) => SimdMath.Cosh<SingleLane, float, int>(x);

    public static float Tanh(float x) => SimdMath.Tanh<SingleLane, float, int>(x);
#pragma warning restore CS1591
}
