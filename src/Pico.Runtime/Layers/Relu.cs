namespace Pico.Layers;

/// <summary>max(x, 0), of every element (<see cref="Functional.Relu(float)"/>).</summary>
[Layer]
public sealed partial class Relu
{
    /// <summary>Maps every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward([Shape("...")] Tensor x) => x.Map(Functional.Relu);
}
