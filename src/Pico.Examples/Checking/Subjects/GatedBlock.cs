using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>A layer that is repeated: it changes one value with the help of another that it only reads.</summary>
/// <param name="width">The features of each row.</param>
[Layer]
public sealed partial class GatedBlock(int width)
{
    readonly OwnLayerNorm norm = new(width);
    readonly Linear up = new(width, 2 * width), down = new(2 * width, width);
    readonly Dropout dropout = new(0.2f), inner = new(0.1f);

    /// <summary>A residual step, scaled by the gate.</summary>
    public Tensor Forward([Shape("batch width")] Tensor x, [Shape("batch width")] Tensor gate)
    {
        var hidden = inner.Forward(Gelu(up.Forward(norm.Forward(x))));    // [batch, 2*width]
        return x + dropout.Forward(down.Forward(hidden)) * gate;
    }
}
