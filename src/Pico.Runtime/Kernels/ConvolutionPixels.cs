namespace Pico.Kernels;

/// <summary>
/// A strip of an image with its padding in which the channels of a pixel are neighbours: [row phase][column phase][row][column][channel].
/// As in <see cref="ConvolutionSlab"/>, pixels a stride apart are neighbours too.
/// </summary>
internal unsafe struct ConvolutionPixels
{
    public nint PlaneRows;

    private ConvolutionShape shape;

    public ConvolutionPixels(in ConvolutionShape shape)
    {
        this.shape = shape;
        PlaneWidth = shape.OutWidth + shape.Dilation * (shape.KernelWidth - 1) / shape.Stride;
        RowPhases = Math.Min(shape.Stride, shape.Dilation * (shape.KernelHeight - 1) + 1);
        ColumnPhases = Math.Min(shape.Stride, shape.Dilation * (shape.KernelWidth - 1) + 1);
        PlaneRows = 0;
    }

    public nint PlaneWidth { get; }

    private nint RowPhases { get; }

    private nint ColumnPhases { get; }

    private readonly nint PlaneSize => PlaneRows * PlaneWidth * shape.GroupChannels;

    /// <summary>The floats of all planes, and what a tile reads beyond the last.</summary>
    public readonly nint Size => RowPhases * ColumnPhases * PlaneSize + 4 * GemmBlocking.PanelColumns;

    /// <summary>Where the pixels begin that lie under an element of the filter, so many rows and columns from its first.</summary>
    public readonly nint Offset(nint row, nint column)
    {
        var stride = shape.Stride;
        return (row % stride * ColumnPhases + column % stride) * PlaneSize + (row / stride * PlaneWidth + column / stride) * shape.GroupChannels;
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
                var y = (firstRow + row) * shape.Stride + rowPhase - shape.Padding;
                if ((nuint)y < (nuint)shape.Height)
                {
                    for (nint columnPhase = 0; columnPhase < ColumnPhases; columnPhase++)
                    {
                        FillRow(planes, y * shape.Width, columnPhase, strip + (rowPhase * ColumnPhases + columnPhase) * PlaneSize + row * PlaneWidth * shape.GroupChannels);
                    }
                }
            }
        }
    }

    private readonly void FillRow(in GemmOperand planes, nint line, nint phase, float* row)
    {
        var channels = shape.GroupChannels;
        if (shape.Stride == 1)
        {
            GemmPacking.PackRows(planes, 0, channels, line, shape.Width, row + shape.Padding * channels, channels);
            return;
        }

        for (nint u = 0; u < PlaneWidth; u++)
        {
            var column = u * shape.Stride + phase - shape.Padding;
            if ((nuint)column < (nuint)shape.Width)
            {
                for (nint channel = 0; channel < channels; channel++)
                {
                    row[u * channels + channel] = planes[channel, line + column];
                }
            }
        }
    }
}
