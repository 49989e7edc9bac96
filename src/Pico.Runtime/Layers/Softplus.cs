namespace Pico.Layers;

/// <summary>ln(1 + e^x); x itself above 20, of every element (<see cref="Functional.Softplus(float)"/>).</summary>
[Layer]
public sealed partial class Softplus
{
    /// <summary>Maps every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward([Shape("...")] Tensor x) => x.Map(Functional.Softplus);
}
