using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Transformer;

[Model]
public sealed partial class BigramModel(int vocab, int width)
{
    readonly Linear table = new(vocab, width), head = new(width, vocab);

    public Tensor Logits([Shape("tokens vocab")] Tensor x) => head.Forward(table.Forward(x));

    [Loss]
    public Tensor Loss([Shape("tokens vocab")] Tensor x, [Shape("tokens", DType.Int32)] Tensor targets) => CrossEntropy(Logits(x), targets);
}
