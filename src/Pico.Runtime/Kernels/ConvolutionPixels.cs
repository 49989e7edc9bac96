namespace Pico.Kernels;

/// <summary>
/// A strip of an image with its padding in which the channels of a pixel are neighbours: [row phase][column phase][row][column][channel].
/// As in <see cref="ConvolutionSlab"/>, pixels a stride apart are neighbours too. Where there are few channels, a pixel also holds those
/// below it that the filter covers, so that all elements of the filter lie together: [row][column][row of the filter][channel].
/// </summary>
internal unsafe struct ConvolutionPixels
{
    public nint PlaneRows;

    private readonly ConvolutionShape shape;

    public ConvolutionPixels(in ConvolutionShape shape)
    {
        this.shape = shape;
        PlaneWidth = shape.OutWidth + shape.Dilation * (shape.KernelWidth - 1) / shape.Stride;
        RowPhases = Math.Min(shape.Stride, shape.Dilation * (shape.KernelHeight - 1) + 1);
        ColumnPhases = Math.Min(shape.Stride, shape.Dilation * (shape.KernelWidth - 1) + 1);
        PlaneRows = 0;
        Stacked = HasRows && shape.KernelWidth * shape.GroupChannels < GemmBlocking.PanelColumns ? shape.KernelHeight : 1;
        PixelSize = Stacked * shape.GroupChannels;

        // Pixels a power of two apart would compete for the same few places in the caches.
        PixelSize += PixelSize % 128 == 0 ? 16 : 0;
    }

    /// <summary>Whether the elements of a row of the filter have neighbouring pixels.</summary>
    public readonly bool HasRows => shape.Stride == 1 && shape.Dilation == 1;

    /// <summary>How many pixels, each below the one before, a pixel holds.</summary>
    public nint Stacked { get; }

    /// <summary>The floats from one pixel to the next.</summary>
    public nint PixelSize { get; }

    public nint PlaneWidth { get; }

    private nint RowPhases { get; }

    private nint ColumnPhases { get; }

    private readonly nint PlaneSize => PlaneRows * PlaneWidth * PixelSize;

    /// <summary>The floats of all planes, and what a tile reads beyond the last.</summary>
    public readonly nint Size => RowPhases * ColumnPhases * PlaneSize + 4 * GemmBlocking.PanelColumns;

    /// <summary>Where the pixels begin that lie under an element of the filter, so many rows and columns from its first.</summary>
    public readonly nint Offset(nint row, nint column)
    {
        var stride = shape.Stride;
        return (row % stride * ColumnPhases + column % stride) * PlaneSize + (row / stride * PlaneWidth + column / stride) * PixelSize;
    }

    /// <summary>Fills the planes for the places from row <paramref name="firstRow"/> of the result on.</summary>
    public readonly void Fill(ConvolutionOperand image, nint index, nint group, nint firstRow, float* strip)
    {
        new Span<float>(strip, checked((int)Size)).Clear();
        var size = shape.Height * shape.Width;
        var planes = image.Planes((index * shape.Channels + group * shape.GroupChannels) * size, size);
        for (nint rowPhase = 0; rowPhase < RowPhases; rowPhase++)
        {
            for (nint row = 0; row < PlaneRows; row++)
            {
                for (nint columnPhase = 0; columnPhase < ColumnPhases; columnPhase++)
                {
                    var pixels = strip + (rowPhase * ColumnPhases + columnPhase) * PlaneSize + row * PlaneWidth * PixelSize;
                    for (nint below = 0; below < Stacked; below++)
                    {
                        FillRow(planes, (firstRow + row) * shape.Stride + rowPhase + below - shape.Padding, columnPhase, pixels + below * shape.GroupChannels);
                    }
                }
            }
        }
    }

    private readonly void FillRow(in GemmOperand planes, nint y, nint phase, float* row)
    {
        if ((nuint)y >= (nuint)shape.Height)
        {
            return;
        }

        var line = y * shape.Width;
        if (shape.Stride == 1)
        {
            GemmPacking.TransposeRows(planes, 0, shape.GroupChannels, line, shape.Width, row + shape.Padding * PixelSize, PixelSize);
            return;
        }

        for (nint u = 0; u < PlaneWidth; u++)
        {
            var column = u * shape.Stride + phase - shape.Padding;
            if ((nuint)column < (nuint)shape.Width)
            {
                for (nint channel = 0; channel < shape.GroupChannels; channel++)
                {
                    row[u * PixelSize + channel] = planes[channel, line + column];
                }
            }
        }
    }
}
