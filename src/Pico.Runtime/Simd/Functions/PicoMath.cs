using Pico.Simd;

namespace Pico;

/// <summary>
/// Functions that <see cref="MathF"/> and <see cref="Math"/> lack, for use in kernels. They give the same bits as the
/// kernel's vector form, whose errors are stated at <see cref="SimdMath"/>.
/// </summary>
public static partial class PicoMath
{
    /// <summary>The error function 2/√π ∫₀ˣ e^(-t²) dt. Error at most 1.1 ulp.</summary>
    public static float Erf(float x) => SimdMath.Erf<SingleLane, float, int>(x);

    /// <summary>e^x - 1 without the cancellation that <c>MathF.Exp(x) - 1</c> suffers near zero. Error at most 1.5 ulp.</summary>
    public static float ExpM1(float x) => SimdMath.ExpM1<SingleLane, float, int>(x);

    /// <summary>ln(1 + x) without the rounding of 1 + x near zero. NaN below -1, -infinity at -1. Error at most 1.5 ulp.</summary>
    public static float LogP1(float x) => SimdMath.LogP1<SingleLane, float, int>(x);

    /// <summary>The normal distribution function Φ(x) = ∫₋∞ˣ e^(-t²/2) dt / √(2π). Absolute error at most 6.2e-8; below -4 at most 6e-10.</summary>
    public static float NormalDistribution(float x) => SimdMath.NormalDistribution<SingleLane, float, int>(x);

    /// <summary>The density φ(x) = e^(-x²/2) / √(2π) of the normal distribution, its derivative. Absolute error at most 4.2e-8; beyond 4 at most 3.3e-9.</summary>
    public static float NormalDensity(float x) => SimdMath.NormalDensity<SingleLane, float, int>(x);

    /// <summary>x itself, which derivatives take as a constant.</summary>
    public static float StopGradient(float x) => x;
}
