namespace Pico.Layers;

/// <summary>The hyperbolic tangent, of every element (<see cref="Functional.Tanh(float)"/>).</summary>
[Layer]
public sealed partial class Tanh
{
    /// <summary>Maps every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward([Shape("...")] Tensor x) => x.Map(Functional.Tanh);
}
