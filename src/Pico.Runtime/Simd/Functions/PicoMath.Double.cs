using Pico.Simd;

namespace Pico;

public static partial class PicoMath
{
    /// <summary>The error function 2/√π ∫₀ˣ e^(-t²) dt. Error at most 1.0 ulp.</summary>
    public static double Erf(double x) => SimdMath.Erf<SingleLane, float, int, double>(x);

    /// <summary>e^x - 1 without the cancellation that <c>Math.Exp(x) - 1</c> suffers near zero. Error at most 1.8 ulp.</summary>
    public static double ExpM1(double x) => SimdMath.ExpM1<SingleLane, float, int, double>(x);

    /// <summary>ln(1 + x) without the rounding of 1 + x near zero. NaN below -1, -infinity at -1. Error at most 1.0 ulp.</summary>
    public static double LogP1(double x) => SimdMath.LogP1<SingleLane, float, int, double>(x);

    /// <summary>The normal distribution function Φ(x) = ∫₋∞ˣ e^(-t²/2) dt / √(2π).</summary>
    public static double NormalDistribution(double x) => SimdMath.NormalDistribution<SingleLane, float, int, double>(x);

    /// <summary>The density φ(x) = e^(-x²/2) / √(2π) of the normal distribution, its derivative.</summary>
    public static double NormalDensity(double x) => SimdMath.NormalDensity<SingleLane, float, int, double>(x);

    /// <summary>x itself, which derivatives take as a constant.</summary>
    public static double StopGradient(double x) => x;
}
