using static Pico.Functional;

namespace Pico.Examples.Grad.Functions;

/// <summary>A neuron of two inputs: tanh(w₁x₁ + w₂x₂ + bias).</summary>
public static partial class Neuron
{
    /// <summary>The neuron for the compiler.</summary>
    /// <param name="x1">The first input.</param>
    /// <param name="x2">The second input.</param>
    /// <param name="w1">The weight of the first.</param>
    /// <param name="w2">The weight of the second.</param>
    /// <param name="bias">What is added.</param>
    [Differentiable]
    public static double Evaluate(double x1, double x2, double w1, double w2, double bias) => Math.Tanh(x1 * w1 + x2 * w2 + bias);

    /// <summary>The neuron for the tape.</summary>
    /// <param name="x1">The first input.</param>
    /// <param name="x2">The second input.</param>
    /// <param name="w1">The weight of the first.</param>
    /// <param name="w2">The weight of the second.</param>
    /// <param name="bias">What is added.</param>
    public static Tensor Record(Tensor x1, Tensor x2, Tensor w1, Tensor w2, Tensor bias) =>
        (x1 * w1 + x2 * w2 + bias).Named("n").Map(Tanh).Named("o");
}
