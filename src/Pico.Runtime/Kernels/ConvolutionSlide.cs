using System.Runtime.CompilerServices;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// The product of a filter with every place of an image, forwards, or of its transpose with every place of the result's gradient,
/// backwards: the same thing with the image and the result exchanged. A chunk is a strip of one group of one image; it is copied
/// with its padding into a slab, over which tiles of 32 places slide.
/// </summary>
internal unsafe struct ConvolutionSlide<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private ConvolutionFinish finish;
    private ConvolutionOperand source;
    private ConvolutionOperand weight;
    private ConvolutionSlab slab;
    private ConvolutionTaps taps;
    private ConvolutionPanels panels;

    private nint groups;
    private nint firstRow;    // of the places; backwards they are counted with the padding
    private nint rows;
    private nint firstColumn;
    private nint columns;
    private nint blocks;
    private nint outStep;     // rows of the result from one place to the next
    private nint outPadding;
    private nint outHeight;
    private nint outWidth;

    private float* packed;    // [group][class][panel][product][height]
    private nint* offsets;    // [class][product]
    private float* scratch;   // [worker]: the slab; the block of the result where it is not written in order
    private nint scratchSize;
    private nint memorySize;

    /// <summary>The results of all places.</summary>
    public static void Forward(WorkerPool pool, in ConvolutionShape shape, ConvolutionOperand x, ConvolutionOperand weight, in ConvolutionFinish finish)
    {
        ConvolutionSlide<S, F, I> slide = default;
        slide.slab = ConvolutionSlab.Under(shape, shape.GroupChannels);
        slide.panels = new ConvolutionPanels(shape.GroupFilters);
        (slide.rows, slide.columns) = (shape.OutHeight, shape.OutWidth);
        (slide.outHeight, slide.outWidth, slide.outStep) = (shape.OutHeight, shape.OutWidth, 1);
        slide.Run(pool, shape, x, weight, finish, back: false);
    }

    /// <summary>The gradients of the image's elements, each from the places that it took part in.</summary>
    public static void InputGradient(WorkerPool pool, in ConvolutionShape shape, ConvolutionOperand dy, ConvolutionOperand weight, in ConvolutionFinish finish)
    {
        ConvolutionSlide<S, F, I> slide = default;
        var (first, reach) = (shape.Padding / shape.Stride, shape.Dilation * (shape.KernelHeight - 1) / shape.Stride);
        slide.slab = new ConvolutionSlab
        {
            Images = 1,
            Channels = shape.GroupFilters,
            Height = shape.OutHeight,
            Width = shape.OutWidth,
            Step = 1,
            RowPhases = 1,
            ColumnPhases = 1,
            Top = reach,
            Left = shape.Dilation * (shape.KernelWidth - 1) / shape.Stride - first,
        };
        slide.panels = new ConvolutionPanels(shape.GroupChannels);
        (slide.firstRow, slide.rows) = (first, (shape.Padding + shape.Height - 1) / shape.Stride - first + 1);
        (slide.firstColumn, slide.columns) = (first, (shape.Padding + shape.Width - 1) / shape.Stride - first + 1);
        (slide.outHeight, slide.outWidth, slide.outStep, slide.outPadding) = (shape.Height, shape.Width, shape.Stride, shape.Padding);
        slide.Run(pool, shape, dy, weight, finish, back: true);
    }

    private void Run(WorkerPool pool, in ConvolutionShape shape, ConvolutionOperand from, ConvolutionOperand with, in ConvolutionFinish to, bool back)
    {
        (source, weight, finish, groups) = (from, with, to, shape.Groups);
        slab.SetRows(shape, rows, columns);
        taps = new ConvolutionTaps(shape, slab, back);
        blocks = GemmBlocking.Panels(rows, slab.Rows);

        var packedSize = Aligned(groups * panels.Padded * taps.Total);
        var offsetsSize = Aligned(taps.Total * (sizeof(nint) / sizeof(float)));
        memorySize = Aligned(slab.Size);
        scratchSize = memorySize + (outStep == 1 ? 0 : Aligned(panels.Rows * slab.Rows * outStep * outWidth));
        var memory = GemmScratch.Current;
        packed = memory.Acquire(packedSize + offsetsSize + scratchSize * pool.Threads);
        try
        {
            offsets = (nint*)(packed + packedSize);
            scratch = packed + packedSize + offsetsSize;
            var next = offsets;
            for (nint phase = 0; phase < taps.Phases * taps.Phases; phase++)
            {
                next = taps.WriteOffsets(phase / taps.Phases, phase % taps.Phases, next);
            }

            fixed (ConvolutionSlide<S, F, I>* self = &this)
            {
                pool.Run(&Pack, self, checked((int)(groups * panels.Count)));
                pool.Run(&Compute, self, checked((int)(shape.Batch * groups * blocks)));
            }
        }
        finally
        {
            memory.Release();
        }
    }

    private static nint Aligned(nint floats) => (floats + 15) & ~(nint)15;

    private static void Pack(void* state, int chunk)
    {
        var slide = (ConvolutionSlide<S, F, I>*)state;
        var (group, panel) = (chunk / slide->panels.Count, chunk % slide->panels.Count);
        ref readonly var taps = ref slide->taps;
        nint done = 0;
        for (nint phase = 0; phase < taps.Phases * taps.Phases; phase++)
        {
            var (row, column) = (phase / taps.Phases, phase % taps.Phases);
            var count = taps.Count(row, column);
            taps.Pack(slide->weight, group, row, column, panel * slide->panels.Height, slide->panels.RowsOf(panel), slide->panels.HeightOf(panel),
                slide->packed + (group * taps.Total + done) * slide->panels.Padded + panel * slide->panels.Height * count);
            done += count;
        }
    }

    [SkipLocalsInit]
    private static void Compute(void* state, int chunk)
    {
        var slide = (ConvolutionSlide<S, F, I>*)state;
        var memory = stackalloc float[GemmBlocking.TileSize + 16];
        slide->Compute(chunk / slide->blocks, chunk % slide->blocks, slide->scratch + WorkerPool.CurrentWorker * slide->scratchSize, (float*)(((nint)memory + 63) & ~63));
    }

    private readonly void Compute(nint image, nint block, float* strip, float* sums)
    {
        var first = firstRow + block * slab.Rows;
        var count = Math.Min(slab.Rows, firstRow + rows - first);
        slab.Fill<S, F, I>(source, image * slab.Channels * slab.Height * slab.Width, 1, first, strip);

        // The rows of the result that the block's places lie in.
        var top = Math.Max(0, first * outStep - outPadding);
        var bottom = Math.Min(outHeight, (first + count) * outStep - outPadding);
        var result = strip + memorySize; // [row of a panel][row][column]
        var plane = (bottom - top) * outWidth;
        if (outStep > 1)
        {
            new Span<float>(result, checked((int)(panels.Rows * plane))).Clear();
        }

        nint done = 0;
        for (nint phase = 0; phase < taps.Phases * taps.Phases; phase++)
        {
            var (rowPhase, columnPhase) = (phase / taps.Phases, phase % taps.Phases);
            var products = taps.Count(rowPhase, columnPhase);
            var weights = packed + (image % groups * taps.Total + done) * panels.Padded;
            if (outStep == 1)
            {
                Slide(image, count, top, products, weights, strip, sums);
            }
            else if (products > 0)
            {
                Slide(count, first * outStep + rowPhase - outPadding - top, columnPhase, products, weights, offsets + done, strip, sums, result, bottom - top);
            }

            done += products;
        }

        if (outStep > 1)
        {
            finish.Store(result, plane, panels.Rows, plane, image * panels.Rows, top * outWidth);
        }
    }

    /// <summary>All places where they are handed over in order, tile by tile.</summary>
    private readonly void Slide(nint image, nint count, nint top, nint products, float* weights, float* strip, float* sums)
    {
        var (length, width, distance, panel) = ((count - 1) * slab.PlaneWidth + columns, columns, slab.PlaneWidth, panels);
        if (width == distance)
        {
            (count, width, distance) = (1, length, length); // no gaps: one row
        }

        // Tiles that keep to a row are handed over in one piece; they should not be more than those that go on in the next.
        var byRows = count * GemmBlocking.Panels(width, GemmBlocking.PanelColumns) <= GemmBlocking.Panels(length, GemmBlocking.PanelColumns);
        var end = byRows ? width : distance;
        nint row = 0, column = 0; // of the place
        for (nint place = 0; place < length; place = row * distance + column)
        {
            var places = Math.Min(GemmBlocking.PanelColumns, byRows ? width - column : length - place);
            var at = (top + row) * outWidth + column;
            var filters = weights;
            for (nint done = 0; done < panel.Rows; done += panel.Height, filters += panel.Height * products)
            {
                ConvolutionKernel<S, F, I>.Multiply(Math.Min(panel.Height, panel.Padded - done), products, filters, strip + place, offsets, sums);
                var (plane, planes) = (image * panel.Rows + done, Math.Min(panel.Height, panel.Rows - done));
                if (byRows || column + places <= width)
                {
                    finish.Store(sums, GemmBlocking.PanelColumns, planes, places, plane, at);
                }
                else
                {
                    Finish(sums, plane, planes, top + row, column, places);
                }
            }

            for (column += GemmBlocking.PanelColumns; column >= end; row++)
            {
                column = byRows ? 0 : column - end;
            }
        }
    }

    /// <summary>All places of a class that lie apart in the result.</summary>
    private readonly void Slide(nint count, nint row, nint columnPhase, nint products, float* weights, nint* rows, float* strip, float* sums, float* result, nint resultRows)
    {
        var length = (count - 1) * slab.PlaneWidth + columns;
        for (nint place = 0; place < length; place += GemmBlocking.PanelColumns)
        {
            for (nint panel = 0; panel < panels.Count; panel++)
            {
                ConvolutionKernel<S, F, I>.Multiply(panels.HeightOf(panel), products, weights + panel * panels.Height * products, strip + place, rows, sums);
                Scatter(sums, panel, row, columnPhase, place, Math.Min(GemmBlocking.PanelColumns, length - place), result, resultRows);
            }
        }
    }

    /// <summary>Hands a tile over, row of places by row; between two rows lie places that reach over the edge and mean nothing.</summary>
    private readonly void Finish(float* sums, nint plane, nint planes, nint row, nint column, nint count)
    {
        for (nint x = 0; x < count; x += slab.PlaneWidth - column, column = 0, row++)
        {
            var run = Math.Min(columns - column, count - x);
            if (run > 0)
            {
                finish.Store(sums + x, GemmBlocking.PanelColumns, planes, run, plane, row * outWidth + column);
            }
        }
    }

    /// <summary>Puts a tile where it belongs in the block of the result: places are some rows and columns apart there.</summary>
    private readonly void Scatter(float* sums, nint panel, nint row, nint columnPhase, nint place, nint count, float* result, nint resultRows)
    {
        var target = result + panel * panels.Height * resultRows * outWidth;
        for (nint x = 0; x < count; x++)
        {
            var column = (place + x) % slab.PlaneWidth;
            var (outRow, outColumn) = (row + (place + x) / slab.PlaneWidth * outStep, (firstColumn + column) * outStep + columnPhase - outPadding);
            if (column < columns && (nuint)outRow < (nuint)resultRows && (nuint)outColumn < (nuint)outWidth)
            {
                for (nint i = 0; i < panels.RowsOf(panel); i++)
                {
                    target[(i * resultRows + outRow) * outWidth + outColumn] = sums[i * GemmBlocking.PanelColumns + x];
                }
            }
        }
    }
}
