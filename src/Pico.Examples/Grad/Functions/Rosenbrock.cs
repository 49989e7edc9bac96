namespace Pico.Examples.Grad.Functions;

/// <summary>
/// The curved valley that optimizers are tried on: (1 − x)² + 100 (y − x²)² (Rosenbrock, "An automatic method for finding the greatest or least value of a
/// function", 1960).
/// </summary>
public static partial class Rosenbrock
{
    /// <summary>The function for the compiler.</summary>
    /// <param name="x">Along the valley.</param>
    /// <param name="y">Across it, at first.</param>
    [Differentiable(Hessian = true)]
    public static double Evaluate(double x, double y)
    {
        var slope = 1 - x;
        var height = y - x * x;
        return slope * slope + 100 * height * height;
    }

    /// <summary>The function for the tape.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="y">The same.</param>
    public static Tensor Record(Tensor x, Tensor y)
    {
        var slope = (1 - x).Named("slope");
        var height = (y - x * x).Named("height");
        return slope * slope + 100 * height * height;
    }
}
