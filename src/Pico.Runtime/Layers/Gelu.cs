namespace Pico.Layers;

/// <summary>x Φ(x), by erf, of every element (<see cref="Functional.Gelu(float)"/>).</summary>
[Layer]
public sealed partial class Gelu
{
    /// <summary>Maps every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward([Shape("...")] Tensor x) => x.Map(Functional.Gelu);
}
