namespace Pico.Layers;

/// <summary>The mean of every window; the padding counts as zeros.</summary>
/// <param name="kernelSize">The rows and columns of a window.</param>
/// <param name="stride">From one window to the next; 0 stands for the size of the window.</param>
/// <param name="padding">How far windows reach over the edge; half a window at most.</param>
[Layer]
public sealed partial class AvgPool2d(int kernelSize, int stride = 0, int padding = 0)
{
    /// <summary>Slides the window over every plane.</summary>
    /// <param name="x">[batch, channels, height, width].</param>
    /// <returns>[batch, channels, out height, out width].</returns>
    public Tensor Forward([Shape("batch channels height width")] Tensor x) => Functional.AvgPool2d(x, kernelSize, stride, padding);
}
