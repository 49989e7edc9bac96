namespace Pico.Layers;

/// <summary>x σ(x), of every element (<see cref="Functional.Silu(float)"/>).</summary>
[Layer]
public sealed partial class Silu
{
    /// <summary>Maps every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward([Shape("...")] Tensor x) => x.Map(Functional.Silu);
}
