namespace Pico.Layers;

/// <summary>1/(1 + e^-x), element by element.</summary>
[Layer]
public sealed partial class Sigmoid
{
    /// <summary>Applies it to every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward(Tensor x) => x.Map(Functional.Sigmoid);
}
