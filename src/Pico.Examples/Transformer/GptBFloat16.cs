using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Transformer;

/// <summary>
/// <see cref="Gpt"/> whose weights and activations are stored as bfloat16. Its layers are the same, under the same names, so that each of the two
/// reads the other's checkpoints.
/// </summary>
/// <param name="vocab">How many different tokens there are.</param>
/// <param name="context">The longest sequence.</param>
/// <param name="width">The features of each element of a sequence; a multiple of heads.</param>
/// <param name="heads">The heads of each attention.</param>
/// <param name="depth">The number of blocks.</param>
/// <param name="dropout">The probability of dropping a feature of the embeddings and of what a block adds; 0 for none.</param>
[Model(Storage = Storage.BFloat16)]
public sealed partial class GptBFloat16(int vocab, int context, int width, int heads, int depth, float dropout = 0f)
{
    readonly Embedding tokens = new(vocab, width, 0.02f), positions = new(context, width, 0.02f);
    readonly Block[] blocks = Repeat(depth, () => new Block(width, heads, dropout));
    readonly Dropout drop = new(dropout);
    readonly LayerNorm norm = new(width);
    readonly Linear head = new(width, vocab, bias: false);

    /// <summary>The logits of the token that follows each position.</summary>
    [Incremental("time", "context")]
    public Tensor Logits([Shape("batch time", DType.Int32)] Tensor ids)
    {
        var x = drop.Forward(tokens.Forward(ids) + positions.Forward(Positions(ids))); // [batch, time, width]
        foreach (var block in blocks) x = block.Forward(x);
        return head.Forward(norm.Forward(x));                                          // [batch, time, vocab]
    }

    /// <summary>The mean cross-entropy of the tokens that follow.</summary>
    [Loss]
    public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch time", DType.Int32)] Tensor targets) =>
        CrossEntropy(Logits(ids), targets);
}
