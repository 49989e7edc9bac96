using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>Layer normalisation written from primitives, as a user would (Ba et al. 2016).</summary>
/// <param name="width">The size of the last dimension.</param>
/// <param name="epsilon">Keeps the division away from zero.</param>
[Layer]
public sealed partial class OwnLayerNorm(int width, float epsilon = 1e-5f)
{
    [Parameter] readonly Tensor weight = Ones([width]);
    [Parameter] readonly Tensor bias = Zeros([width]);

    /// <summary>Gives every row mean 0 and variance 1, then scales and shifts it.</summary>
    public Tensor Forward([Shape("... width")] Tensor x)
    {
        var centered = x - x.Mean(-1, keepDim: true);                     // [..., width]
        var variance = (centered * centered).Mean(-1, keepDim: true);     // [..., 1]
        return centered / (variance + epsilon).Map(MathF.Sqrt) * weight + bias;
    }
}
