using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// A strip of an image, or of several, with its padding, in scratch memory. With a stride, rows and columns that lie a stride apart become
/// neighbours: the slab has a plane for each remainder. So for each element of the filter the places of a row of the result are
/// neighbours in memory, whatever stride and dilation are. Where there are few channels to many filters, the slab has a plane for each
/// column of the filter, moved by that column: then all places are neighbours, without a gap from one row to the next.
/// </summary>
internal unsafe struct ConvolutionSlab
{
    /// <summary>The floats that a slab should have, a part of the second-level cache.</summary>
    public const nint TargetSize = 32 * 1024;

    private const nint DenseFilters = 8; // to a channel, so that they pay for its copies

    public nint Images;      // whose planes of one channel are neighbours
    public nint ImageSize;   // elements of memory from one image to the next
    public nint Channels;
    public nint Height;      // of the image
    public nint Width;
    public nint Step;        // image rows from one row of a plane to the next
    public nint RowPhases;
    public nint ColumnPhases;
    public nint ColumnStep;  // columns from one of these planes to the next
    public bool IsDense;     // whether they are those of the filter
    public nint Top;         // image row y is row (y + Top) / Step of its plane
    public nint Left;
    public nint Reach;       // rows that a place needs below its own
    public nint Rows;        // of places in a whole block
    public nint PlaneWidth;

    /// <summary>The slab of one image for the places of a convolution, for so many of a group's channels.</summary>
    public static ConvolutionSlab Under(in ConvolutionShape shape, nint channels)
    {
        var (height, width) = (shape.Dilation * (shape.KernelHeight - 1), shape.Dilation * (shape.KernelWidth - 1));
        var isDense = shape is { Stride: 1, KernelWidth: > 1 } && shape.GroupFilters >= DenseFilters * shape.GroupChannels;
        var slab = new ConvolutionSlab
        {
            Images = 1,
            ImageSize = shape.Channels * shape.Height * shape.Width,
            Channels = channels,
            Height = shape.Height,
            Width = shape.Width,
            Step = shape.Stride,
            RowPhases = Math.Min(shape.Stride, height + 1),
            ColumnPhases = isDense ? shape.KernelWidth : Math.Min(shape.Stride, width + 1),
            ColumnStep = isDense ? shape.Dilation : 1,
            IsDense = isDense,
            Top = shape.Padding,
            Left = shape.Padding,
        };
        slab.SetRows(shape, shape.OutHeight, shape.OutWidth);
        return slab;
    }

    /// <summary>Cuts the rows of places into blocks, so that the slab is not much larger than it should be.</summary>
    public void SetRows(in ConvolutionShape shape, nint rows, nint columns)
    {
        PlaneWidth = columns + (IsDense ? 0 : shape.Dilation * (shape.KernelWidth - 1) / shape.Stride);
        Reach = shape.Dilation * (shape.KernelHeight - 1) / shape.Stride;
        var most = Math.Clamp(TargetSize / (Channels * RowPhases * ColumnPhases * PlaneWidth), 1, rows);
        Rows = GemmBlocking.Panels(rows, GemmBlocking.Panels(rows, most));
    }

    public readonly nint PlaneRows => Rows + Reach;

    public readonly nint PlaneSize => PlaneRows * PlaneWidth;

    /// <summary>Where the planes of a channel and of two remainders begin, of one image after the other.</summary>
    public readonly nint Plane(nint channel, nint rowPhase, nint columnPhase) => Shift + ((channel * RowPhases + rowPhase) * ColumnPhases + columnPhase) * Images * PlaneSize;

    // Where rows are as wide as cache lines, each begins with one behind its padding, so that copying it touches one line and not two.
    private readonly nint Shift => (16 - Left % 16) % 16;

    /// <summary>The floats of all planes, and what a tile reads beyond the last.</summary>
    public readonly nint Size => Plane(Channels, 0, 0) + 4 * GemmBlocking.PanelColumns;

    /// <summary>
    /// Fills the planes [channel][phase][phase][image][row][column] for the places from row <paramref name="firstRow"/> on, of
    /// <paramref name="images"/> images.
    /// </summary>
    public readonly void Fill<S, F, I>(ConvolutionOperand source, nint first, nint images, nint firstRow, float* slab)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        new Span<float>(slab, checked((int)Size)).Clear();
        for (nint channel = 0; channel < Channels; channel++, first += Height * Width)
        {
            for (nint rowPhase = 0; rowPhase < RowPhases; rowPhase++)
            {
                for (nint columnPhase = 0; columnPhase < ColumnPhases; columnPhase++)
                {
                    // Column u of the plane is column u*Step - left of the image.
                    var left = Left - columnPhase * ColumnStep;
                    var start = Math.Max(0, Step == 1 ? left : (left + Step - 1) / Step);
                    var last = Width - 1 + left;
                    var count = (last < 0 ? 0 : Math.Min(PlaneWidth, (Step == 1 ? last : last / Step) + 1)) - start;
                    var plane = slab + Plane(channel, rowPhase, columnPhase) + start;
                    for (nint image = 0; image < images; image++, plane += PlaneSize)
                    {
                        FillPlane<S, F, I>(source, first + image * ImageSize + start * Step - left, firstRow * Step + rowPhase - Top, count, plane);
                    }
                }
            }
        }
    }

    private readonly void FillPlane<S, F, I>(in ConvolutionOperand source, nint from, nint y, nint count, float* plane)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (Step == 1)
        {
            // Planes and rows come in the order of memory.
            var (first, end) = (Math.Max(0, -y), Math.Min(PlaneRows, Height - y));
            ConvolutionRows.Copy<S, F, I>(source, from + (y + first) * Width, Width, plane + first * PlaneWidth, PlaneWidth, end - first, count);
            return;
        }

        for (nint row = 0; row < PlaneRows; row++, y += Step)
        {
            if ((nuint)y < (nuint)Height)
            {
                for (nint column = 0; column < count; column++)
                {
                    plane[row * PlaneWidth + column] = source[from + y * Width + column * Step];
                }
            }
        }
    }
}
