namespace Pico.Layers;

/// <summary>The hyperbolic tangent, element by element.</summary>
[Layer]
public sealed partial class Tanh
{
    /// <summary>Applies it to every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward(Tensor x) => x.Map(Functional.Tanh);
}
