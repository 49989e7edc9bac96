using Pico.Layers;

namespace Pico.Tests.Checkpoints;

/// <summary>A table that is also the head: one parameter, <c>tokens.weight</c> [7, 4].</summary>
[Model]
public sealed partial class TiedWords
{
    readonly Embedding tokens = new(7, 4, 0.5f);

    public Tensor Logits([Shape("batch", DType.Int32)] Tensor ids) => tokens.Forward(ids).Map(MathF.Tanh).MatMul(tokens.Weight.Transpose());

    [Loss]
    public Tensor Loss([Shape("batch", DType.Int32)] Tensor ids, [Shape("batch", DType.Int32)] Tensor targets) => Functional.CrossEntropy(Logits(ids), targets);
}
