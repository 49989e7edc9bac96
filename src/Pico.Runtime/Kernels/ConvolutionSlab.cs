using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// A strip of an image with its padding, in scratch memory. With a stride, rows and columns that lie a stride apart become
/// neighbours: the slab has a plane for each remainder. So for each element of the filter the places of the result are
/// neighbours in memory, whatever stride and dilation are.
/// </summary>
internal unsafe struct ConvolutionSlab
{
    private const nint TargetSize = 32 * 1024; // floats, a part of the second-level cache

    public nint Channels;
    public nint Height;      // of the image
    public nint Width;
    public nint Step;        // image rows from one row of a plane to the next
    public nint RowPhases;
    public nint ColumnPhases;
    public nint Top;         // image row y is row (y + Top) / Step of its plane
    public nint Left;
    public nint Reach;       // rows that a place needs below its own
    public nint Rows;        // of places in a whole block
    public nint PlaneWidth;

    /// <summary>The rows of places in a block of so many places altogether, so that the slab is not much larger than it should be.</summary>
    public static nint BlockRows(nint rows, nint floatsPerRow)
    {
        var most = Math.Clamp(TargetSize / Math.Max(1, floatsPerRow), 1, rows);
        return GemmBlocking.Panels(rows, GemmBlocking.Panels(rows, most));
    }

    public readonly nint PlaneRows => Rows + Reach;

    public readonly nint PlaneSize => PlaneRows * PlaneWidth;

    /// <summary>Where the plane of a channel and of two remainders begins.</summary>
    public readonly nint Plane(nint channel, nint rowPhase, nint columnPhase) => ((channel * RowPhases + rowPhase) * ColumnPhases + columnPhase) * PlaneSize;

    /// <summary>The floats of all planes, and what a tile reads beyond the last.</summary>
    public readonly nint Size => Channels * RowPhases * ColumnPhases * PlaneSize + 4 * GemmBlocking.PanelColumns;

    /// <summary>Fills the planes [channel][phase][phase][row][column] for the places from row <paramref name="firstRow"/> on.</summary>
    public readonly void Fill<S, F, I>(ConvolutionOperand image, nint first, nint firstRow, float* slab)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        new Span<float>(slab, checked((int)Size)).Clear();
        for (nint channel = 0; channel < Channels; channel++)
        {
            for (nint rowPhase = 0; rowPhase < RowPhases; rowPhase++)
            {
                for (nint row = 0; row < PlaneRows; row++)
                {
                    var y = (firstRow + row) * Step + rowPhase - Top;
                    if ((nuint)y < (nuint)Height)
                    {
                        var line = first + (channel * Height + y) * Width;
                        for (nint columnPhase = 0; columnPhase < ColumnPhases; columnPhase++)
                        {
                            FillRow<S, F, I>(image, line, columnPhase, slab + Plane(channel, rowPhase, columnPhase) + row * PlaneWidth);
                        }
                    }
                }
            }
        }
    }

    private readonly void FillRow<S, F, I>(ConvolutionOperand image, nint line, nint phase, float* row)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // Column u of the plane is column u*Step + phase - Left of the image.
        var start = Math.Max(0, (Left - phase + Step - 1) / Step);
        var last = Width - 1 + Left - phase;
        var end = last < 0 ? 0 : Math.Min(PlaneWidth, last / Step + 1);
        var from = line + start * Step + phase - Left;
        if (Step > 1)
        {
            for (var u = start; u < end; u++, from += Step)
            {
                row[u] = image[from];
            }

            return;
        }

        var column = start;
        for (; column <= end - 16; column += 16, from += 16)
        {
            S.Store(row + column, image.Narrow is null ? S.Load(image.Data + from) : S.Load(image.Narrow + from));
        }

        if (column < end)
        {
            var count = (int)(end - column);
            S.Store(row + column, image.Narrow is null ? S.Load(image.Data + from, count) : S.Load(image.Narrow + from, count), count);
        }
    }
}
