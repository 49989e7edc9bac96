using static Pico.Functional;

namespace Pico.Examples.Grad.Functions;

/// <summary>The expression in micrograd's README (Karpathy 2020, https://github.com/karpathy/micrograd), which uses every value several times.</summary>
public static partial class ReadmeExpression
{
    /// <summary>The expression for the compiler.</summary>
    /// <param name="a">Any number.</param>
    /// <param name="b">Any number.</param>
    [Differentiable(Hessian = true)]
    public static double Evaluate(double a, double b)
    {
        var c = a + b;
        var d = a * b + b * b * b;
        c += c + 1;
        c += 1 + c - a;
        d += d * 2 + Ramp(b + a);
        d += 3 * d + Ramp(b - a);
        var e = c - d;
        var f = e * e;
        return f / 2 + 10 / f;
    }

    /// <summary>The expression for the tape, statement by statement the same.</summary>
    /// <param name="a">Any shape.</param>
    /// <param name="b">The same.</param>
    public static Tensor Record(Tensor a, Tensor b)
    {
        var c = a + b;
        var d = a * b + b * b * b;
        c = c + (c + 1);
        c = c + (1 + c - a);
        d = d + (d * 2 + (b + a).Map(Relu));
        d = d + (3 * d + (b - a).Map(Relu));
        var e = (c - d).Named("e");
        var f = (e * e).Named("f");
        return (f / 2 + 10 / f).Named("g");
    }

    private static double Ramp(double x) => x > 0 ? x : 0;
}
