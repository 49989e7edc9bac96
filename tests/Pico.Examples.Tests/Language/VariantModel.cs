using Pico.Layers;

namespace Pico.Examples.Tests.Language;

/// <summary>Conditions that only construction knows: a bool, comparisons of sizes, optional layers, a probability.</summary>
[Model]
public sealed partial class VariantModel(int width, bool bias, int depth, float dropout)
{
    readonly Linear first = new(width, width, bias);
    readonly Linear? second = depth > 1 ? new(width, width, bias: false) : null;
    readonly Dropout? drop = dropout > 0 ? new(dropout) : null;

    public Tensor Predict([Shape("batch width")] Tensor x)
    {
        var y = first.Forward(x);
        if (second is not null) y = second.Forward(y.Map(MathF.Tanh)) + x;
        if (second is not null && depth > 0) y += 0.5f; // that depth > 1 says it already is seen
        if (drop is not null) y = drop.Forward(y);
        return y;
    }

    /// <summary>The same in all combinations.</summary>
    public Tensor Norm([Shape("batch width")] Tensor x) => (x * x).Sum(-1);

    [Loss]
    public Tensor Loss([Shape("batch width")] Tensor x, [Shape("batch width")] Tensor target) => Functional.MSELoss(Predict(x), target);
}
