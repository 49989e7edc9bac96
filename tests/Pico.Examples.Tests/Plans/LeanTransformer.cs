using Pico.Examples.Transformer;
using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Tests.Plans;

/// <summary>The GPT with blocks that the way back computes again.</summary>
[Model]
public sealed partial class LeanTransformer(int vocab, int context, int width, int heads, int depth)
{
    readonly Embedding tokens = new(vocab, width, 0.02f), positions = new(context, width, 0.02f);
    [Recompute] readonly Block[] blocks = Repeat(depth, () => new Block(width, heads));
    readonly LayerNorm norm = new(width);
    readonly Linear head = new(width, vocab, bias: false);

    /// <summary>The mean cross-entropy of the tokens that follow.</summary>
    [Loss]
    public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch time", DType.Int32)] Tensor targets)
    {
        var x = tokens.Forward(ids) + positions.Forward(Positions(ids)); // [batch, time, width]
        foreach (var block in blocks) x = block.Forward(x);
        return CrossEntropy(head.Forward(norm.Forward(x)), targets);
    }
}
