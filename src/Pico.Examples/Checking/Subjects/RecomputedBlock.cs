using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>A transformer block that is computed again on the way back, and inside it a feed-forward layer that is so once more.</summary>
/// <param name="width">The features of each token.</param>
/// <param name="dropout">The probability with which a feature is dropped.</param>
[Layer, Recompute]
public sealed partial class RecomputedBlock(int width, float dropout)
{
    readonly LayerNorm before = new(width), between = new(width);
    readonly MultiHeadAttention attention = new(width, 2, causal: true);
    [Recompute] readonly FeedForward mlp = new(width, 3 * width);

    /// <summary>Maps a batch of sequences.</summary>
    public Tensor Forward([Shape("batch time width")] Tensor x)
    {
        x = x + Dropout(attention.Forward(before.Forward(x)), dropout);
        return x + Dropout(mlp.Forward(between.Forward(x)), dropout);
    }
}
