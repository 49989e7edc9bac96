using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Grad.MicroGpt;

/// <summary>A transformer block without biases, and with norms that have no weights.</summary>
/// <param name="width">The features of a character.</param>
/// <param name="heads">The heads of attention.</param>
[Layer]
public sealed partial class MicroBlock(int width, int heads)
{
    readonly MultiHeadAttention attention = new(width, heads, bias: false, causal: true);
    readonly Linear up = new(width, 4 * width, bias: false), down = new(4 * width, width, bias: false);

    /// <summary>Mixes the characters of a name, then works on each.</summary>
    /// <param name="x">[batch, time, width].</param>
    /// <returns>[batch, time, width].</returns>
    public Tensor Forward([Shape("batch time width")] Tensor x)
    {
        x = x + attention.Forward(RMSNorm(x));
        return x + down.Forward(up.Forward(RMSNorm(x)).Map(Relu));
    }
}
