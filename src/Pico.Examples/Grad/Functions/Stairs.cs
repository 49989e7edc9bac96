namespace Pico.Examples.Grad.Functions;

/// <summary>
/// Rounding, whose derivative is zero wherever there is one, so that nothing before it would ever learn. A rule says that it is to count as one (Bengio, Léonard and
/// Courville, "Estimating or propagating gradients through stochastic neurons for conditional computation", 2013: the straight-through estimator).
/// </summary>
public static partial class Stairs
{
    /// <summary>The nearest whole number.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable, Gradient(nameof(One))]
    public static float Round(float x) => MathF.Round(x);

    /// <summary>The square of the nearest whole number: by the rule, its derivative is twice that number.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Square(float x) => Round(x) * Round(x);

    /// <summary>x², one of whose factors is a constant to derivatives.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float HalfSquare(float x) => x * PicoMath.StopGradient(x);

    private static float One(float x) => 1;
}
