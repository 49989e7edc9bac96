using static Pico.Functional;

namespace Pico.Layers;

/// <summary>Gives every row mean 0 and variance 1, then scales and shifts it (Ba et al. 2016, arXiv:1607.06450).</summary>
/// <param name="width">The size of the last dimension.</param>
/// <param name="eps">Added to the variance; keeps the division away from zero.</param>
/// <param name="bias">Whether the rows are shifted.</param>
[Layer]
public sealed partial class LayerNorm(int width, float eps = 1e-5f, bool bias = true)
{
    [Parameter] readonly Tensor weight = Ones([width]);
    [Parameter] readonly Tensor? bias = bias ? Zeros([width]) : null;

    /// <summary>Normalises every row.</summary>
    /// <param name="x">[..., width].</param>
    /// <returns>[..., width].</returns>
    public Tensor Forward([Shape("... width")] Tensor x)
    {
        // The mean first, then the squares around it: their difference from the mean of squares would cancel.
        var centered = x - x.Mean(-1, keepDim: true);
        var variance = (centered * centered).Mean(-1, keepDim: true); // [..., 1]
        var y = centered * (variance + eps).Map(Functional.Rsqrt) * weight;
        return bias is null ? y : y + bias;
    }
}
