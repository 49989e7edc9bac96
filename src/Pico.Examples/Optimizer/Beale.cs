namespace Pico.Examples.Optimizer;

/// <summary>A plateau with steep walls (Beale 1958); the minimum, 0, is at (3, 0.5). The generator writes its gradient, <c>EvaluateGradient</c>.</summary>
public static partial class Beale
{
    /// <summary>The height at a place.</summary>
    [Differentiable]
    public static double Evaluate(double x, double y)
    {
        var one = 1.5 - x + x * y;
        var two = 2.25 - x + x * y * y;
        var three = 2.625 - x + x * y * y * y;
        return one * one + two * two + three * three;
    }
}
