namespace Pico.Layers;

/// <summary>1 / (1 + e^-x), of every element (<see cref="Functional.Sigmoid(float)"/>).</summary>
[Layer]
public sealed partial class Sigmoid
{
    /// <summary>Maps every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward([Shape("...")] Tensor x) => x.Map(Functional.Sigmoid);
}
