using static Pico.Functional;

namespace Pico.Layers;

/// <summary>
/// Two-dimensional convolution with square filters (LeCun et al. 1989). Weights and bias start uniformly between
/// ±1/√(elements of a filter), as torch's do.
/// </summary>
/// <param name="inChannels">The channels of the images; a multiple of groups.</param>
/// <param name="outChannels">The filters; a multiple of groups.</param>
/// <param name="kernelSize">The rows and columns of a filter.</param>
/// <param name="stride">From one window to the next.</param>
/// <param name="padding">Rows and columns of zeros on every side.</param>
/// <param name="dilation">From one element of a filter to the next.</param>
/// <param name="groups">Parts into which the channels are divided; a filter sees only its own.</param>
/// <param name="bias">Whether a bias is added.</param>
[Layer]
public sealed partial class Conv2d(
    int inChannels, int outChannels, int kernelSize, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true)
{
    [Parameter]
    readonly Tensor weight = Uniform(
        [outChannels, inChannels / groups, kernelSize, kernelSize], 1 / MathF.Sqrt(inChannels / groups * kernelSize * kernelSize));
    [Parameter] readonly Tensor? bias = bias ? Uniform([outChannels], 1 / MathF.Sqrt(inChannels / groups * kernelSize * kernelSize)) : null;

    /// <summary>Slides the filters over every image.</summary>
    /// <param name="x">[batch, inChannels, height, width].</param>
    /// <returns>[batch, outChannels, out height, out width].</returns>
    public Tensor Forward([Shape("batch inChannels height width")] Tensor x)
    {
        var y = Functional.Conv2d(x, weight, stride, padding, dilation, groups);
        return bias is null ? y : y + bias.Reshape(-1, 1, 1);
    }
}
