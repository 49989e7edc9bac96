using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>Layers in a row with dropout after each.</summary>
/// <param name="width">The features of each token.</param>
/// <param name="depth">The number of layers.</param>
/// <param name="dropout">The probability with which a feature is dropped.</param>
[Layer]
public sealed partial class RecomputedTower(int width, int depth, float dropout)
{
    readonly Linear[] layers = Repeat(depth, () => new Linear(width, width));

    /// <summary>Maps every row.</summary>
    public Tensor Forward([Shape("... width")] Tensor x)
    {
        foreach (var layer in layers) x = Dropout(layer.Forward(x).Map(MathF.Tanh), dropout);
        return x;
    }
}
