using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>
/// Layers that the way back computes again: repeated ones, one that holds repeated ones, one that is used twice, one that is frozen.
/// </summary>
/// <param name="vocab">The tokens.</param>
/// <param name="width">The features of each token.</param>
/// <param name="depth">The number of layers.</param>
/// <param name="dropout">The probability with which a feature is dropped.</param>
[Model]
public sealed partial class RecomputedNetwork(int vocab, int width, int depth, float dropout = 0.1f)
{
    readonly Embedding tokens = new(vocab, width);
    readonly RecomputedBlock[] blocks = Repeat(depth, () => new RecomputedBlock(width, dropout));
    [Recompute] readonly RecomputedTower tower = new(width, depth, dropout);
    [Recompute] readonly FeedForward shared = new(width, 2 * width);
    [Frozen, Recompute] readonly FeedForward frozen = new(width, 2 * width);
    readonly Linear head = new(width, vocab, bias: false);

    /// <summary>The scores of the next token at every place.</summary>
    public Tensor Logits([Shape("batch time", DType.Int32)] Tensor ids)
    {
        var x = tokens.Forward(ids);                                      // [batch, time, width]
        foreach (var block in blocks) x = block.Forward(x);
        x = x + shared.Forward(x) + tower.Forward(x);
        x = x + shared.Forward(frozen.Forward(x));
        return head.Forward(x);
    }

    /// <summary>The cross-entropy of the next tokens.</summary>
    [Loss]
    public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch time", DType.Int32)] Tensor targets) => CrossEntropy(Logits(ids), targets);
}
