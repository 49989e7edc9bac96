using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>Frozen parameters before, inside and behind trained ones, in repeated layers too: gradients flow through them.</summary>
/// <param name="vocab">The words.</param>
/// <param name="width">The features of each word.</param>
/// <param name="depth">The number of layers.</param>
[Model]
public sealed partial class FrozenNetwork(int vocab, int width, int depth)
{
    [Frozen] readonly Embedding tokens = new(vocab, width, 0.5f);
    readonly FrozenBlock[] blocks = Repeat(depth, () => new FrozenBlock(width, 3));
    [Frozen] readonly FeedForward[] rest = Repeat(2, () => new FeedForward(width, 2 * width));
    [Frozen, Parameter] readonly Tensor shift = Uniform([width], 0.5f);
    readonly Linear head = new(width, 5, bias: false);

    /// <summary>Classifies every word.</summary>
    public Tensor Logits([Shape("batch time", DType.Int32)] Tensor ids)
    {
        var x = tokens.Forward(ids);                                      // [batch, time, width]
        foreach (var block in blocks) x = x + block.Forward(x);
        foreach (var block in rest) x = x + block.Forward(x * shift);
        return head.Forward(x);
    }

    /// <summary>The cross-entropy of the classes.</summary>
    [Loss]
    public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch time", DType.Int32)] Tensor targets) => CrossEntropy(Logits(ids), targets);
}
