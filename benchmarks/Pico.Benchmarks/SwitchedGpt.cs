using Pico;
using Pico.Examples.Transformer;
using Pico.Layers;
using static Pico.Functional;

namespace Pico.Benchmarks;

/// <summary>The <see cref="Gpt"/> without dropout, in its general form, or with form 1 in the one for its sizes.</summary>
[Model, Specialize(vocab: 65, context: 64, width: 128, heads: 4, depth: 4, form: 1), Specialize(vocab: 65, context: 256, width: 384, heads: 6, depth: 6, form: 1)]
internal sealed partial class SwitchedGpt(int vocab, int context, int width, int heads, int depth, int form)
{
    readonly Embedding tokens = new(vocab, width, 0.02f), positions = new(context, width, 0.02f);
    readonly Block[] blocks = Repeat(depth, () => new Block(width, heads, 0f));
    readonly LayerNorm norm = new(width);
    readonly Linear head = new(width, vocab, bias: false);

    [Loss]
    public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch time", DType.Int32)] Tensor targets)
    {
        var x = tokens.Forward(ids) + positions.Forward(Positions(ids)); // [batch, time, width]
        foreach (var block in blocks) x = block.Forward(x);
        return CrossEntropy(head.Forward(norm.Forward(x)), targets);
    }
}
