namespace Pico.Examples.Optimizer;

/// <summary>Two valleys on which optimizers are watched. The generator writes their gradients, <c>RosenbrockGradient</c> and <c>BealeGradient</c>.</summary>
public static partial class Surfaces
{
    /// <summary>A bent valley with a flat floor (Rosenbrock 1960); the minimum, 0, is at (1, 1).</summary>
    [Differentiable]
    public static double Rosenbrock(double x, double y)
    {
        var along = 1 - x;
        var off = y - x * x;
        return along * along + 100 * off * off;
    }

    /// <summary>A plateau with steep walls (Beale 1958); the minimum, 0, is at (3, 0.5).</summary>
    [Differentiable]
    public static double Beale(double x, double y)
    {
        var one = 1.5 - x + x * y;
        var two = 2.25 - x + x * y * y;
        var three = 2.625 - x + x * y * y * y;
        return one * one + two * two + three * three;
    }
}
