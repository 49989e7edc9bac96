namespace Pico.Runtime.Tests.Simd;

/// <summary>Functions System.Math lacks, in double and accurate to about 1e-14: the yardstick of the float functions.</summary>
internal static class FloatReference
{
    /// <summary>The function in double, by its name in SimdMath.</summary>
    internal static Func<double, double> Of(string name) => name switch
    {
        "Exp" => Math.Exp,
        "Exp2" => x => Math.Pow(2, x),
        "ExpM1" => ExpM1,
        "Log" => Math.Log,
        "Log2" => Math.Log2,
        "Log10" => Math.Log10,
        "LogP1" => LogP1,
        "Cbrt" => Math.Cbrt,
        "Sin" => Math.Sin,
        "Cos" => Math.Cos,
        "Tan" => Math.Tan,
        "Asin" => Math.Asin,
        "Acos" => Math.Acos,
        "Atan" => Math.Atan,
        "Sinh" => Math.Sinh,
        "Cosh" => Math.Cosh,
        "Tanh" => Math.Tanh,
        "Erf" => Erf,
        "NormalDistribution" => x => 0.5 + (0.5 * Erf(x * Math.Sqrt(0.5))),
        "NormalDensity" => x => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI),
        "Sign" => x => double.IsNaN(x) ? x : Math.Sign(x),
        _ => throw new ArgumentException(name),
    };

    internal static double ExpM1(double x)
    {
        if (Math.Abs(x) > 0.1) return Math.Exp(x) - 1;

        double sum = 0, term = x;
        for (var k = 2; k < 16; k++)
        {
            sum += term;
            term *= x / k;
        }

        return sum;
    }

    internal static double LogP1(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(u) ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>The all-positive series 2/sqrt(pi) e^-x² sum 2^k x^(2k+1) / (1·3···(2k+1)); beyond 6 it is 1.</summary>
    internal static double Erf(double x)
    {
        if (double.IsNaN(x) || x == 0) return x;
        if (Math.Abs(x) > 6) return Math.Sign(x);

        double sum = 0, term = x;
        for (var k = 1; k < 200; k++)
        {
            sum += term;
            term *= 2 * x * x / ((2 * k) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
