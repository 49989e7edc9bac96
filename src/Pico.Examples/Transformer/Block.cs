using Pico.Layers;

namespace Pico.Examples.Transformer;

/// <summary>
/// A transformer block with the norms in front (Xiong et al., "On Layer Normalization in the Transformer Architecture", 2020).
/// </summary>
/// <param name="width">The features of each element of a sequence; a multiple of heads.</param>
/// <param name="heads">The heads of the attention.</param>
/// <param name="dropout">The probability of dropping a feature of what the block adds; 0 for none.</param>
[Layer]
public sealed partial class Block(int width, int heads, float dropout = 0f)
{
    readonly LayerNorm norm1 = new(width), norm2 = new(width);
    readonly MultiHeadAttention attention = new(width, heads, causal: true);
    readonly FeedForward feedForward = new(width, 4 * width);
    readonly Dropout drop1 = new(dropout), drop2 = new(dropout);

    /// <summary>Lets every element look back, then thinks about each by itself.</summary>
    /// <param name="x">[batch, time, width].</param>
    /// <returns>[batch, time, width].</returns>
    public Tensor Forward([Shape("batch time width")] Tensor x)
    {
        x = x + drop1.Forward(attention.Forward(norm1.Forward(x)));
        return x + drop2.Forward(feedForward.Forward(norm2.Forward(x)));
    }
}
