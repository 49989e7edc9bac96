namespace Pico;

/// <summary>Where windows lie on an image, for the eager oracle of convolution and pooling.</summary>
sealed class WindowGeometry
{
    readonly int stride;
    readonly int padding;
    readonly int dilation;

    public WindowGeometry(string operation, Tensor images, int kernelHeight, int kernelWidth, int stride, int padding, int dilation)
    {
        if (images.Rank != 4)
        {
            throw new ArgumentException($"{operation}: the images are {images}, but must be [batch, channels, height, width].");
        }

        if (kernelHeight < 1 || kernelWidth < 1 || stride < 1 || dilation < 1 || padding < 0)
        {
            throw new ArgumentException($"{operation}: the window is {kernelHeight} x {kernelWidth}, the stride {stride}, the dilation {dilation} and the padding {padding}; all must be at least 1, the padding 0.");
        }

        (this.stride, this.padding, this.dilation) = (stride, padding, dilation);
        (Height, Width, KernelHeight, KernelWidth) = (images.Shape[2], images.Shape[3], kernelHeight, kernelWidth);
        var (rows, columns) = (Height + 2 * padding - dilation * (kernelHeight - 1), Width + 2 * padding - dilation * (kernelWidth - 1));
        if (rows < 1 || columns < 1)
        {
            throw new ArgumentException($"{operation}: windows of {kernelHeight} x {kernelWidth}, dilated by {dilation}, do not fit images {images} with a padding of {padding}.");
        }

        (OutHeight, OutWidth) = ((rows - 1) / stride + 1, (columns - 1) / stride + 1);
    }

    public int Height { get; }

    public int Width { get; }

    public int KernelHeight { get; }

    public int KernelWidth { get; }

    public int OutHeight { get; }

    public int OutWidth { get; }

    /// <summary>
    /// Calls for every element of every window on one plane: with the place of the window, of the element in the window and of the element in
    /// the plane. Elements in the padding are left out.
    /// </summary>
    public void Visit(Action<int, int, int> element)
    {
        for (var row = 0; row < OutHeight; row++)
        {
            for (var column = 0; column < OutWidth; column++)
            {
                for (var i = 0; i < KernelHeight; i++)
                {
                    for (var j = 0; j < KernelWidth; j++)
                    {
                        int y = row * stride - padding + i * dilation, x = column * stride - padding + j * dilation;
                        if (y >= 0 && y < Height && x >= 0 && x < Width)
                        {
                            element(row * OutWidth + column, i * KernelWidth + j, y * Width + x);
                        }
                    }
                }
            }
        }
    }
}
