namespace Pico.Kernels;

/// <summary>
/// Which elements of the filter take part where a result lies, and where their places begin in the slab. Forwards that is all of
/// them. Backwards, where an element of the image received from places a stride apart, the elements of the filter fall into
/// classes by their remainders, one for each remainder of the image's row and column.
/// </summary>
internal unsafe struct ConvolutionTaps
{
    private ConvolutionShape shape;
    private ConvolutionSlab slab;
    private bool back;

    public ConvolutionTaps(in ConvolutionShape shape, in ConvolutionSlab slab, bool back)
    {
        this.shape = shape;
        this.slab = slab;
        this.back = back;
    }

    /// <summary>The remainders of a result's rows, and of its columns, that are classes of their own.</summary>
    public readonly nint Phases => back ? shape.Stride : 1;

    /// <summary>The products of all classes together: what one sum over the whole filter would have.</summary>
    public readonly nint Total => slab.Channels * shape.KernelSize;

    /// <summary>The products of a class.</summary>
    public readonly nint Count(nint rowPhase, nint columnPhase) => slab.Channels * Along(shape.KernelHeight, rowPhase) * Along(shape.KernelWidth, columnPhase);

    /// <summary>Writes the offsets of a class in the order of its products: channel, row, column.</summary>
    public readonly nint* WriteOffsets(nint rowPhase, nint columnPhase, nint* offsets)
    {
        for (nint channel = 0; channel < slab.Channels; channel++)
        {
            for (nint y = 0; y < shape.KernelHeight; y++)
            {
                for (nint x = 0; x < shape.KernelWidth; x++)
                {
                    if (Belongs(y, rowPhase) && Belongs(x, columnPhase))
                    {
                        *offsets++ = Offset(channel, y * shape.Dilation, x * shape.Dilation, rowPhase, columnPhase);
                    }
                }
            }
        }

        return offsets;
    }

    /// <summary>Packs the weights of a class for one panel of rows: [product][height].</summary>
    public readonly float* Pack(ConvolutionOperand weight, nint group, nint rowPhase, nint columnPhase, nint row, nint rows, nint height, float* panel)
    {
        var (channels, filters, size) = (shape.GroupChannels, shape.GroupFilters, shape.KernelSize);
        var (byRow, byChannel) = back ? (size, channels * size) : (channels * size, size);
        var first = group * filters * channels * size + row * byRow;
        for (nint channel = 0; channel < slab.Channels; channel++)
        {
            for (nint y = 0; y < shape.KernelHeight; y++)
            {
                for (nint x = 0; x < shape.KernelWidth; x++)
                {
                    if (Belongs(y, rowPhase) && Belongs(x, columnPhase))
                    {
                        var from = first + channel * byChannel + y * shape.KernelWidth + x;
                        for (nint i = 0; i < height; i++)
                        {
                            panel[i] = i < rows ? weight[from + i * byRow] : 0f;
                        }

                        panel += height;
                    }
                }
            }
        }

        return panel;
    }

    private readonly bool Belongs(nint index, nint phase) => !back || index * shape.Dilation % shape.Stride == phase;

    private readonly nint Along(nint size, nint phase)
    {
        nint count = 0;
        for (nint index = 0; index < size; index++)
        {
            count += Belongs(index, phase) ? 1 : 0;
        }

        return count;
    }

    private readonly nint Offset(nint channel, nint y, nint x, nint rowPhase, nint columnPhase) => back
        ? slab.Plane(channel, 0, 0) + (slab.Reach - (y - rowPhase) / shape.Stride) * slab.PlaneWidth + (shape.Dilation * (shape.KernelWidth - 1) - x + columnPhase) / shape.Stride
        : slab.IsDense ? slab.Plane(channel, 0, x / shape.Dilation) + y * slab.PlaneWidth
        : slab.Plane(channel, y % shape.Stride, x % shape.Stride) + y / shape.Stride * slab.PlaneWidth + x / shape.Stride;
}
