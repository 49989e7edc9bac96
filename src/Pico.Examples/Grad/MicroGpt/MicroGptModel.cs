using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Grad.MicroGpt;

/// <summary>
/// The smallest GPT that still is one (Karpathy, "microgpt", 2026, https://karpathy.github.io/2026/02/12/microgpt/): it makes up names, character by
/// character. The same declaration runs on the tape and compiled.
/// </summary>
/// <param name="vocab">The characters, and the mark that begins and ends a name.</param>
/// <param name="context">The longest name, mark included.</param>
/// <param name="width">The features of a character.</param>
/// <param name="heads">The heads of attention; they divide the width.</param>
/// <param name="depth">The number of blocks.</param>
[Model, Specialize(context: 16, width: 16, heads: 4, depth: 1)]
public sealed partial class MicroGptModel(int vocab, int context, int width, int heads, int depth)
{
    readonly Embedding tokens = new(vocab, width, 0.08f), positions = new(context, width, 0.08f);
    readonly MicroBlock[] blocks = Repeat(depth, () => new MicroBlock(width, heads));
    readonly Linear head = new(width, vocab, bias: false);

    /// <summary>A score for each character to come, at every place.</summary>
    /// <param name="ids">int32 [batch, time].</param>
    /// <returns>[batch, time, vocab].</returns>
    [Incremental("time", "context")]
    public Tensor Logits([Shape("batch time", DType.Int32)] Tensor ids)
    {
        var x = RMSNorm(tokens.Forward(ids) + positions.Forward(Positions(ids)));
        foreach (var block in blocks) x = block.Forward(x);
        return head.Forward(x);
    }

    /// <summary>How surprising the characters are that really come, on average.</summary>
    /// <param name="ids">int32 [batch, time].</param>
    /// <param name="targets">int32 [batch, time].</param>
    /// <returns>A scalar.</returns>
    [Loss]
    public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch time", DType.Int32)] Tensor targets) =>
        CrossEntropy(Logits(ids), targets);
}
