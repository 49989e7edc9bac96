using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// The gradient of the filters: for each of their elements the sum over all places of the result's gradient times the element of
/// the image under it. The image is turned so that the channels of a pixel are neighbours; then the pixels under an element of
/// the filter, place after place, are the rows of a matrix where they lie, and each element is a product of two matrices.
/// </summary>
/// <remarks>Images are dealt out in parts whose number depends on the sizes alone; their sums are added in order.</remarks>
internal unsafe struct ConvolutionWeights<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const nint MostParts = 16;
    private const nint MostFloats = 1024 * 1024;  // of the sums of all parts
    private const nint BlockFilters = 4 * GemmBlocking.PanelRows;
    private const nint TargetPlaces = 256;        // they and the pixels under them stay in the nearer caches

    private ConvolutionFinish finish;
    private ConvolutionShape shape;
    private ConvolutionOperand x;
    private ConvolutionOperand dy;
    private ConvolutionPixels pixels;
    private nint parts;
    private nint filterBlocks;
    private nint blockRows;
    private nint runs;         // pieces of a filter that are neighbours in memory: a row of it, all rows, or one element
    private nint runColumns;   // elements of the filter's row in a run
    private nint runLength;

    private float* partial;    // [part][filter][channel][row][column]
    private float* scratch;    // [worker]: pixels; gradients [panel][place][height]; sums [run][32 columns][panel][12][32]
    private nint scratchSize;
    private nint pixelsSize;
    private nint gradientsSize;

    public static void Run(WorkerPool pool, in ConvolutionShape shape, ConvolutionOperand x, ConvolutionOperand dy, in ConvolutionFinish finish)
    {
        ConvolutionWeights<S, F, I> pass = default;
        (pass.shape, pass.x, pass.dy, pass.finish) = (shape, x, dy, finish);
        pass.Run(pool);
    }

    private readonly nint FilterSize => shape.GroupChannels * shape.KernelSize;

    private readonly nint Tiles => GemmBlocking.Panels(runLength, GemmBlocking.PanelColumns);

    private void Run(WorkerPool pool)
    {
        pixels = new ConvolutionPixels(shape);
        blockRows = GemmBlocking.Panels(shape.OutHeight, GemmBlocking.Panels(shape.OutHeight, Math.Max(1, TargetPlaces / pixels.PlaneWidth)));
        pixels.PlaneRows = blockRows + (pixels.Stacked > 1 ? 0 : shape.Dilation * (shape.KernelHeight - 1) / shape.Stride);
        runColumns = pixels.HasRows ? shape.KernelWidth : 1;
        (runs, runLength) = (shape.KernelSize / (runColumns * pixels.Stacked), runColumns * pixels.PixelSize);
        filterBlocks = GemmBlocking.Panels(shape.GroupFilters, BlockFilters);

        var size = shape.Filters * FilterSize;
        parts = Math.Clamp(Math.Min(MostParts, MostFloats / size), 1, Math.Max(1, shape.Batch));
        var panels = new ConvolutionPanels(Math.Min(BlockFilters, shape.GroupFilters));
        pixelsSize = Aligned(pixels.Size);
        gradientsSize = Aligned(panels.Padded * blockRows * pixels.PlaneWidth);
        scratchSize = pixelsSize + gradientsSize + runs * Tiles * panels.Count * GemmBlocking.TileSize;
        var memory = GemmScratch.Current;
        partial = memory.Acquire(Aligned(parts * size) + scratchSize * pool.Threads);
        try
        {
            scratch = partial + Aligned(parts * size);
            fixed (ConvolutionWeights<S, F, I>* self = &this)
            {
                pool.Run(&Compute, self, checked((int)(parts * shape.Groups * filterBlocks)));
                pool.Run(&Add, self, checked((int)shape.Filters));
            }
        }
        finally
        {
            memory.Release();
        }
    }

    private static nint Aligned(nint floats) => (floats + 15) & ~(nint)15;

    private static void Compute(void* state, int chunk)
    {
        var pass = (ConvolutionWeights<S, F, I>*)state;
        var (rest, block) = (chunk / pass->filterBlocks, chunk % pass->filterBlocks);
        pass->Compute(rest / pass->shape.Groups, rest % pass->shape.Groups, block * BlockFilters, pass->scratch + WorkerPool.CurrentWorker * pass->scratchSize);
    }

    private readonly void Compute(nint part, nint group, nint filter, float* memory)
    {
        var panels = new ConvolutionPanels(Math.Min(BlockFilters, shape.GroupFilters - filter));
        float* gradients = memory + pixelsSize, sums = gradients + gradientsSize;
        new Span<float>(sums, checked((int)(runs * Tiles * panels.Count * GemmBlocking.TileSize))).Clear();
        var first = group * shape.GroupFilters + filter;
        for (var image = part * shape.Batch / parts; image < (part + 1) * shape.Batch / parts; image++)
        {
            for (nint row = 0; row < shape.OutHeight; row += blockRows)
            {
                var rows = Math.Min(blockRows, shape.OutHeight - row);
                pixels.Fill(x, image, group, row, memory);
                PackGradients(image * shape.Filters + first, row, rows, panels, gradients);
                AddProducts(memory, gradients, (rows - 1) * pixels.PlaneWidth + shape.OutWidth, panels, sums);
            }
        }

        Unpack(sums, panels, partial + (part * shape.Filters + first) * FilterSize);
    }

    // Places that reach over the edge of a row get a gradient of zero.
    private readonly void PackGradients(nint plane, nint row, nint rows, in ConvolutionPanels panels, float* gradients)
    {
        var size = shape.OutHeight * shape.OutWidth;
        for (nint panel = 0; panel < panels.Count; panel++)
        {
            var height = panels.HeightOf(panel);
            var source = dy.Planes((plane + panel * panels.Height) * size, size);
            var target = gradients + panel * panels.Height * blockRows * pixels.PlaneWidth;
            for (nint i = 0; i < rows; i++, target += pixels.PlaneWidth * height)
            {
                GemmPacking.PackRows(source, 0, panels.RowsOf(panel), (row + i) * shape.OutWidth, shape.OutWidth, target, height);
                new Span<float>(target + shape.OutWidth * height, (int)((pixels.PlaneWidth - shape.OutWidth) * height)).Clear();
            }
        }
    }

    private readonly void AddProducts(float* under, float* gradients, nint places, in ConvolutionPanels panels, float* sums)
    {
        for (nint run = 0; run < runs; run++)
        {
            var start = under + Start(run);
            for (nint column = 0; column < runLength; column += GemmBlocking.PanelColumns)
            {
                for (nint panel = 0; panel < panels.Count; panel++, sums += GemmBlocking.TileSize)
                {
                    var height = panels.HeightOf(panel);
                    GemmKernel<S, F, I>.Multiply(
                        height, Math.Min(GemmBlocking.PanelColumns, runLength - column), places, gradients + panel * panels.Height * blockRows * pixels.PlaneWidth, 1, height,
                        start + column, pixels.PixelSize, sums, resume: true);
                }
            }
        }
    }

    /// <summary>Where the pixels under the first place of a run begin.</summary>
    private readonly nint Start(nint run) => pixels.HasRows
        ? pixels.Offset(run, 0)
        : pixels.Offset(run / shape.KernelWidth * shape.Dilation, run % shape.KernelWidth * shape.Dilation);

    private readonly void Unpack(float* sums, in ConvolutionPanels panels, float* target)
    {
        var tileColumns = panels.Count * GemmBlocking.TileSize;
        for (nint run = 0; run < runs; run++, sums += Tiles * tileColumns)
        {
            for (nint element = 0; element < runColumns; element++)
            {
                for (nint below = 0; below < pixels.Stacked; below++)
                {
                    for (nint channel = 0; channel < shape.GroupChannels; channel++)
                    {
                        var column = element * pixels.PixelSize + below * shape.GroupChannels + channel;
                        var from = sums + column / GemmBlocking.PanelColumns * tileColumns + column % GemmBlocking.PanelColumns;
                        var to = target + channel * shape.KernelSize + run * runColumns + below * shape.KernelWidth + element;
                        for (nint panel = 0; panel < panels.Count; panel++)
                        {
                            for (nint i = 0; i < panels.RowsOf(panel); i++)
                            {
                                to[(panel * panels.Height + i) * FilterSize] = from[panel * GemmBlocking.TileSize + i * GemmBlocking.PanelColumns];
                            }
                        }
                    }
                }
            }
        }
    }

    private static void Add(void* state, int filter)
    {
        var pass = (ConvolutionWeights<S, F, I>*)state;
        var size = pass->FilterSize;
        var sum = pass->partial + filter * size;
        for (nint part = 1; part < pass->parts; part++)
        {
            var more = sum + part * pass->shape.Filters * size;
            nint i = 0;
            for (; i <= size - 16; i += 16)
            {
                S.Store(sum + i, S.Add(S.Load(sum + i), S.Load(more + i)));
            }

            if (i < size)
            {
                var count = (int)(size - i);
                S.Store(sum + i, S.Add(S.Load(sum + i, count), S.Load(more + i, count)), count);
            }
        }

        pass->finish.Store(sum, size, 1, size, filter, 0);
    }
}
