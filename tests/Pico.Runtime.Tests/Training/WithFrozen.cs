using Pico.Layers;

namespace Pico.Tests.Training;

/// <summary>A frozen layer between trained ones, and a frozen parameter.</summary>
[Model]
public sealed partial class WithFrozen
{
    readonly Linear first = new(3, 8);
    [Frozen] readonly Linear middle = new(8, 8);
    [Frozen, Parameter] readonly Tensor shift = Functional.Uniform([8], 0.5f);
    readonly Linear last = new(8, 2);

    public Tensor Logits([Shape("batch 3")] Tensor x) => last.Forward(Functional.Relu(middle.Forward(first.Forward(x)) + shift));

    [Loss]
    public Tensor Loss([Shape("batch 3")] Tensor x, [Shape("batch", DType.Int32)] Tensor targets) => Functional.CrossEntropy(Logits(x), targets);
}
