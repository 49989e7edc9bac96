namespace Pico.Layers;

/// <summary>exp(x) divided by its sum along an axis; stable for large values.</summary>
/// <param name="axis">The axis along which the results sum to 1; negative ones count from the end.</param>
[Layer]
public sealed partial class Softmax(int axis = -1)
{
    /// <summary>Normalises the exponentials.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward(Tensor x) => Functional.Softmax(x, axis);
}
