namespace Pico;

public static partial class Functional
{
    /// <summary>
    /// Two-dimensional convolution as torch's conv2d: each result is the sum of a filter's products with a window of the image. Compiled, a bias and
    /// an activation behind it cost nothing of their own.
    /// </summary>
    /// <param name="x">Images [batch, channels, height, width].</param>
    /// <param name="weight">Filters [out channels, channels / groups, kernel height, kernel width].</param>
    /// <param name="bias">[out channels].</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="padding">Rows and columns of zeros on every side.</param>
    /// <param name="dilation">From one element of a filter to the next.</param>
    /// <param name="groups">Parts into which the channels are divided; a filter sees only its own.</param>
    /// <returns>[batch, out channels, out height, out width], where out height is (height + 2·padding - dilation·(kernel - 1) - 1) / stride + 1.</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    [TensorFunction]
    public static Tensor Conv2d(Tensor x, Tensor weight, Tensor bias, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        x.Convolve(weight, stride, padding, dilation, groups) + bias.Reshape(-1, 1, 1);

    /// <summary>The same without a bias.</summary>
    /// <param name="x">Images [batch, channels, height, width].</param>
    /// <param name="weight">Filters [out channels, channels / groups, kernel height, kernel width].</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="padding">Rows and columns of zeros on every side.</param>
    /// <param name="dilation">From one element of a filter to the next.</param>
    /// <param name="groups">Parts into which the channels are divided; a filter sees only its own.</param>
    /// <returns>[batch, out channels, out height, out width].</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    [TensorFunction]
    public static Tensor Conv2d(Tensor x, Tensor weight, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        x.Convolve(weight, stride, padding, dilation, groups);

    /// <summary>The maximum of every window; the padding does not count. The gradient goes to the first of a window's largest elements.</summary>
    /// <param name="x">Images [batch, channels, height, width].</param>
    /// <param name="kernelSize">The rows and columns of a window.</param>
    /// <param name="stride">From one window to the next; 0 stands for the size of the window.</param>
    /// <param name="padding">How far windows reach over the edge; half a window at most.</param>
    /// <returns>[batch, channels, out height, out width].</returns>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    [TensorFunction]
    public static Tensor MaxPool2d(Tensor x, int kernelSize, int stride = 0, int padding = 0) =>
        x.MaxOfWindows(kernelSize, stride == 0 ? kernelSize : stride, padding);

    /// <summary>The mean of every window; the padding counts as zeros (torch's count_include_pad).</summary>
    /// <param name="x">Images [batch, channels, height, width].</param>
    /// <param name="kernelSize">The rows and columns of a window.</param>
    /// <param name="stride">From one window to the next; 0 stands for the size of the window.</param>
    /// <param name="padding">How far windows reach over the edge; half a window at most.</param>
    /// <returns>[batch, channels, out height, out width].</returns>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    [TensorFunction]
    public static Tensor AvgPool2d(Tensor x, int kernelSize, int stride = 0, int padding = 0) =>
        x.SumOfWindows(kernelSize, stride == 0 ? kernelSize : stride, padding) * (1f / (kernelSize * kernelSize));
}
