using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>
/// Repeated blocks with attention, a mean, divisions of sizes and dropout, compiled for certain sizes as constants: with a size that
/// leaves tails in every loop, with one that leaves none, and with the number of layers or the probability of dropout left open.
/// </summary>
/// <param name="width">The features of each element of a sequence; a multiple of heads.</param>
/// <param name="heads">The heads of attention.</param>
/// <param name="depth">The number of blocks.</param>
/// <param name="dropout">The probability of dropping a feature.</param>
[Model, Specialize(width: 21, heads: 3, depth: 2), Specialize(width: 32, heads: 4, dropout: 0)]
internal sealed partial class SpecializedNetwork(int width, int heads, int depth, float dropout)
{
    readonly Transformer.Block[] blocks = Repeat(depth, () => new Transformer.Block(width, heads, dropout));
    readonly Linear head = new(width, width / heads, bias: false);

    /// <summary>A vector for each element.</summary>
    [Incremental("time", "64 * heads")]
    public Tensor Hidden([Shape("batch time width")] Tensor x)
    {
        foreach (var block in blocks) x = block.Forward(x) / MathF.Sqrt(width);
        return head.Forward(x) * MathF.Log(width / heads);                                   // [batch, time, width/heads]
    }

    /// <summary>The mean distance of the vectors from what is left of the input, head by head.</summary>
    [Loss]
    public Tensor Loss([Shape("batch time width")] Tensor x)
    {
        var rest = x.Reshape(-1, x.Shape[1], heads, width / heads).Mean(2) - Hidden(x);
        return (rest * rest).Mean();
    }
}
