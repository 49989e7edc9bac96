namespace Pico.Layers;

/// <summary>ln(1 + e^x), element by element.</summary>
[Layer]
public sealed partial class Softplus
{
    /// <summary>Applies it to every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward(Tensor x) => x.Map(Functional.Softplus);
}
