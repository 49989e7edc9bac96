using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Benchmarking;

/// <summary>One product with different ends: what bias and activation cost where they are part of it.</summary>
/// <param name="width">Its depth k.</param>
/// <param name="hidden">Its columns n.</param>
[Model]
public sealed partial class ProductOperations(int width, int hidden)
{
    readonly Linear plain = new(width, hidden, bias: false), biased = new(width, hidden);

    public Tensor Bare([Shape("rows width")] Tensor x) => plain.Forward(x);

    public Tensor BiasRelu([Shape("rows width")] Tensor x) => biased.Forward(x).Map(Relu);

    public Tensor BiasGeluTanh([Shape("rows width")] Tensor x) => biased.Forward(x).Map(GeluTanh);

    public Tensor BiasGelu([Shape("rows width")] Tensor x) => biased.Forward(x).Map(Gelu);
}
