using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>Layers that are listed one by one, beside some that are repeated inside a repeated layer.</summary>
/// <param name="width">The features of each row.</param>
[Layer]
public sealed partial class SharedStage(int width)
{
    readonly Linear[] bottleneck = [new(width, 3), new(3, width, bias: false)];
    readonly RMSNorm[] norms = Repeat(2, () => new RMSNorm(width));

    /// <summary>Maps every row; the projection is that of another layer.</summary>
    public Tensor Forward([Shape("... width")] Tensor x, [Shape("width width")] Tensor projection)
    {
        var y = x.MatMul(projection.Transpose());
        foreach (var layer in bottleneck) y = layer.Forward(y).Map(MathF.Tanh);
        foreach (var norm in norms) y = norm.Forward(x + y);
        return y + x * bottleneck.Length;
    }
}
