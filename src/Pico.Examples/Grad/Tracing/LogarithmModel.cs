using static Pico.Functional;

namespace Pico.Examples.Grad.Tracing;

/// <summary>Logarithms of logarithms: of what lies between 0 and 1, the second one is NaN.</summary>
/// <param name="width">The numbers of an example.</param>
/// <param name="depth">How many logarithms.</param>
[Model]
public sealed partial class LogarithmModel(int width, int depth)
{
    readonly LogarithmLayer[] layers = Repeat(depth, () => new LogarithmLayer(width));

    /// <summary>The mean of the last logarithms.</summary>
    /// <param name="x">[batch, width].</param>
    /// <returns>A scalar.</returns>
    [Loss]
    public Tensor Loss([Shape("batch width")] Tensor x)
    {
        foreach (var layer in layers) x = layer.Forward(x);
        return x.Mean();
    }
}
