namespace Pico.Layers;

/// <summary>max(x, 0), element by element.</summary>
[Layer]
public sealed partial class Relu
{
    /// <summary>Applies it to every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward(Tensor x) => x.Map(Functional.Relu);
}
