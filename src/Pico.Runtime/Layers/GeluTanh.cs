namespace Pico.Layers;

/// <summary>The approximation of <see cref="Gelu"/> by tanh, of every element (<see cref="Functional.GeluTanh(float)"/>).</summary>
[Layer]
public sealed partial class GeluTanh
{
    /// <summary>Maps every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward([Shape("...")] Tensor x) => x.Map(Functional.GeluTanh);
}
