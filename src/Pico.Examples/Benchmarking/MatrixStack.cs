namespace Pico.Examples.Benchmarking;

/// <summary>Sixty-four square matrices, 64 MB: weights for optimizers, which no cache holds together with gradients and state.</summary>
[Model]
public sealed partial class MatrixStack
{
    private readonly Layers.Linear[] layers = Functional.Repeat(64, () => new Layers.Linear(512, 512, bias: false));

    public Tensor Predict([Shape("batch 512")] Tensor x)
    {
        foreach (var layer in layers) x = layer.Forward(x);
        return x;
    }
}
