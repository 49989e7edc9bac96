using static Pico.Functional;

namespace Pico.Layers;

/// <summary>Gives every group of channels of an image mean 0 and variance 1, then scales and shifts each channel (Wu and He 2018, arXiv:1803.08494).</summary>
/// <param name="numGroups">The groups; they divide the channels.</param>
/// <param name="numChannels">The channels.</param>
/// <param name="eps">Added to the variance; keeps the division away from zero.</param>
[Layer]
public sealed partial class GroupNorm(int numGroups, int numChannels, float eps = 1e-5f)
{
    [Parameter] readonly Tensor weight = Ones([numChannels]);
    [Parameter] readonly Tensor bias = Zeros([numChannels]);

    /// <summary>Normalises every group.</summary>
    /// <param name="x">[batch, numChannels, height, width].</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward([Shape("batch numChannels height width")] Tensor x)
    {
        var (batch, height, width) = (x.Shape[0], x.Shape[2], x.Shape[3]);
        var groups = x.Reshape(batch, numGroups, numChannels / numGroups * height * width);
        var centered = groups - groups.Mean(-1, keepDim: true);
        var variance = (centered * centered).Mean(-1, keepDim: true); // [batch, numGroups, 1]
        var planes = (centered * (variance + eps).Map(Functional.Rsqrt)).Reshape(batch, numChannels, height * width);
        return (planes * weight.Reshape(-1, 1) + bias.Reshape(-1, 1)).Reshape(batch, numChannels, height, width);
    }
}
