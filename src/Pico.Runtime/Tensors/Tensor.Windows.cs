namespace Pico;

public sealed partial class Tensor
{
    /// <summary>Every filter times every window: images [N, C, H, W], filters [O, C / groups, height, width].</summary>
    [Primitive(PrimitiveKind.Convolution)]
    internal Tensor Convolve(Tensor weight, int stride, int padding, int dilation, int groups) =>
        EagerConvolution.Apply(FloatOperand("Conv2d", this), FloatOperand("Conv2d", weight), stride, padding, dilation, groups);

    /// <summary>The maximum of every window.</summary>
    [Primitive(PrimitiveKind.MaxPool)]
    internal Tensor MaxOfWindows(int kernelSize, int stride, int padding) => EagerPool.Max(FloatOperand("MaxPool2d", this), kernelSize, stride, padding);

    /// <summary>The sum of every window; the padding counts as zeros.</summary>
    [Primitive(PrimitiveKind.SumPool)]
    internal Tensor SumOfWindows(int kernelSize, int stride, int padding) => EagerPool.Sum(FloatOperand("AvgPool2d", this), kernelSize, stride, padding);
}
