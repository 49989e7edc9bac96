namespace Pico.Layers;

/// <summary>Two linear layers with a <see cref="Functional.Gelu(float)"/> between them, at every position alike (Vaswani et al. 2017).</summary>
/// <param name="width">The size of the last dimension.</param>
/// <param name="hidden">The size in between; usually four times the width.</param>
[Layer]
public sealed partial class FeedForward(int width, int hidden)
{
    readonly Linear up = new(width, hidden), down = new(hidden, width);

    /// <summary>Maps every row.</summary>
    /// <param name="x">[..., width].</param>
    /// <returns>[..., width].</returns>
    public Tensor Forward([Shape("... width")] Tensor x) => down.Forward(up.Forward(x).Map(Functional.Gelu));
}
