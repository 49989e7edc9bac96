using Pico.Layers;

namespace Pico.Tests.Training;

/// <summary>A marked layer, a marked array, a marked frozen parameter, and what has no mark.</summary>
[Model]
public sealed partial class MarkedLayers
{
    [Group("first")] readonly Linear first = new(3, 8);
    [Group("body")] readonly Linear[] body = Functional.Repeat(2, () => new Linear(8, 8));
    [Group("shifts"), Parameter] readonly Tensor shift = Functional.Uniform([8], 0.5f);
    [Group("shifts"), Frozen, Parameter] readonly Tensor scale = Functional.Ones([8]);
    readonly Linear last = new(8, 2);

    public Tensor Logits([Shape("batch 3")] Tensor x)
    {
        x = first.Forward(x);
        foreach (var layer in body) x = layer.Forward(x);
        return last.Forward(x * scale + shift);
    }
}
