namespace Pico.Kernels;

/// <summary>
/// The sizes of a two-dimensional convolution in the sense of torch's conv2d: images [batch, channels, height, width], weights
/// [filters, channels / groups, kernel height, kernel width], results [batch, filters, out height, out width].
/// </summary>
public readonly struct ConvolutionShape
{
    /// <summary>How many images.</summary>
    public nint Batch { get; init; }

    /// <summary>The channels of an image; a multiple of <see cref="Groups"/>.</summary>
    public nint Channels { get; init; }

    /// <summary>The rows of an image.</summary>
    public nint Height { get; init; }

    /// <summary>The columns of an image.</summary>
    public nint Width { get; init; }

    /// <summary>The channels of a result; a multiple of <see cref="Groups"/>.</summary>
    public nint Filters { get; init; }

    /// <summary>The rows of a filter.</summary>
    public nint KernelHeight { get; init; }

    /// <summary>The columns of a filter.</summary>
    public nint KernelWidth { get; init; }

    /// <summary>From one place of the filter to the next, at least 1.</summary>
    public nint Stride { get; init; }

    /// <summary>Rows and columns of zeros on every side of an image.</summary>
    public nint Padding { get; init; }

    /// <summary>From one element of the filter to the next, at least 1.</summary>
    public nint Dilation { get; init; }

    /// <summary>Parts into which channels and filters are divided; a filter sees only its own part.</summary>
    public nint Groups { get; init; }

    /// <summary>The rows of a result.</summary>
    public nint OutHeight => (Height + 2 * Padding - Dilation * (KernelHeight - 1) - 1) / Stride + 1;

    /// <summary>The columns of a result.</summary>
    public nint OutWidth => (Width + 2 * Padding - Dilation * (KernelWidth - 1) - 1) / Stride + 1;

    /// <summary>The channels that a filter sees.</summary>
    internal nint GroupChannels => Channels / Groups;

    /// <summary>The filters that see the same channels.</summary>
    internal nint GroupFilters => Filters / Groups;

    /// <summary>The elements of a filter in one channel.</summary>
    internal nint KernelSize => KernelHeight * KernelWidth;

    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    internal void Check()
    {
        if (Batch < 0 || Channels < 1 || Height < 1 || Width < 1 || Filters < 1 || KernelHeight < 1 || KernelWidth < 1 || Stride < 1 || Padding < 0 || Dilation < 1 || Groups < 1)
        {
            throw new ArgumentException("A convolution has a size below 1: only the batch and the padding may be 0.");
        }

        if (Channels % Groups != 0 || Filters % Groups != 0)
        {
            throw new ArgumentException($"A convolution of {Groups} groups needs multiples of {Groups} channels and filters, not {Channels} and {Filters}.");
        }

        if (Dilation * (KernelHeight - 1) >= Height + 2 * Padding || Dilation * (KernelWidth - 1) >= Width + 2 * Padding)
        {
            throw new ArgumentException(
                $"A filter of {KernelHeight} x {KernelWidth}, dilated by {Dilation}, does not fit an image of {Height} x {Width} with a padding of {Padding}.");
        }
    }
}
