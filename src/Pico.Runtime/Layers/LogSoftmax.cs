namespace Pico.Layers;

/// <summary>The logarithm of <see cref="Softmax"/>, without leaving the range of float.</summary>
/// <param name="axis">The axis along which the exponentials of the results sum to 1; negative ones count from the end.</param>
[Layer]
public sealed partial class LogSoftmax(int axis = -1)
{
    /// <summary>Normalises in logarithms.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward(Tensor x) => Functional.LogSoftmax(x, axis);
}
