using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// The gradient of the filters: for each of their elements the sum over all places of the result's gradient times the element of
/// the image under it. Places are lanes: the image lies in a slab, as forwards, and the gradient beside it with the same distance from
/// row to row, so that nothing is turned and every element of the filter is a sum of products of neighbours.
/// </summary>
/// <remarks>Images are dealt out in parts whose number depends on the sizes alone; their sums are added in order.</remarks>
internal unsafe struct ConvolutionWeights<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const nint MostParts = 16;
    private const nint MostFloats = 1024 * 1024;  // of the sums of all parts
    private const nint BlockFilters = 32;
    private const nint BlockTaps = 144;           // with as many filters, sums that the second-level cache holds
    private const nint Lanes = 16;                // the parts of a sum
    private const nint Taps = 3;                  // a tile has these, or twice as many, and four filters

    private ConvolutionFinish finish;
    private ConvolutionShape shape;
    private ConvolutionOperand x;
    private ConvolutionOperand dy;
    private ConvolutionSlab slab;
    private nint parts;
    private nint filters;      // of a whole block, a multiple of four
    private nint filterBlocks;
    private nint channelBlocks;
    private nint taps;         // elements of a whole block's filter, a multiple of three
    private bool isJoined;     // images follow each other without a gap, as if they were one
    private bool isInPlace;    // gradients are read where they lie, since their places are neighbours in the slab too
    private nint gradientImage;
    private nint gradientFilter;

    private float* partial;    // [part][filter][channel][row][column]
    private nint* offsets;     // [element of the filter]
    private float* scratch;    // [worker]: the slab; gradients [filter][image][place]; sums [filter][element of the filter][16]
    private nint scratchSize;
    private nint slabSize;
    private nint gradientsSize;

    public static void Run(WorkerPool pool, in ConvolutionShape shape, ConvolutionOperand x, ConvolutionOperand dy, in ConvolutionFinish finish)
    {
        ConvolutionWeights<S, F, I> pass = default;
        (pass.shape, pass.x, pass.dy, pass.finish) = (shape, x, dy, finish);
        pass.Run(pool);
    }

    private readonly nint FilterSize => shape.GroupChannels * shape.KernelSize;

    private void Run(WorkerPool pool)
    {
        var size = shape.Filters * FilterSize;
        Cut(size);

        slabSize = Aligned(slab.Size);
        gradientsSize = isInPlace ? 0 : filters * gradientFilter + GemmBlocking.PanelColumns;
        scratchSize = slabSize + gradientsSize + filters * taps * Lanes;
        var partialSize = Aligned(parts * size);
        var offsetsSize = Aligned((taps + 2 * Taps) * (sizeof(nint) / sizeof(float)));
        var memory = GemmScratch.Current;
        partial = memory.Acquire(partialSize + offsetsSize + scratchSize * pool.Threads);
        try
        {
            offsets = (nint*)(partial + partialSize);
            scratch = partial + partialSize + offsetsSize;
            for (var end = new ConvolutionTaps(shape, slab, back: false).WriteOffsets(0, 0, offsets); end < offsets + taps; end++)
            {
                *end = 0; // what fills up a tile reads anything
            }

            new Span<float>(partial, shape.Batch == 0 ? checked((int)size) : 0).Clear(); // what no image adds to
            fixed (ConvolutionWeights<S, F, I>* self = &this)
            {
                pool.Run(&Compute, self, checked((int)(parts * shape.Groups * filterBlocks * channelBlocks)));
                pool.Run(&Add, self, checked((int)shape.Filters));
            }
        }
        finally
        {
            memory.Release();
        }
    }

    private static nint Aligned(nint floats) => (floats + 15) & ~(nint)15;

    /// <summary>Chooses blocks of filters, channels, rows and images so that what a block needs stays in the second-level cache.</summary>
    private void Cut(nint size)
    {
        channelBlocks = GemmBlocking.Panels(shape.GroupChannels, Math.Clamp(BlockTaps / shape.KernelSize, 1, shape.GroupChannels));
        slab = ConvolutionSlab.Under(shape, GemmBlocking.Panels(shape.GroupChannels, channelBlocks));
        channelBlocks = GemmBlocking.Panels(shape.GroupChannels, slab.Channels);
        filters = GemmBlocking.Block(shape.GroupFilters, BlockFilters, 4);
        filterBlocks = GemmBlocking.Panels(shape.GroupFilters, filters);
        taps = GemmBlocking.Panels(slab.Channels * shape.KernelSize, Taps) * Taps;

        // Where there are enough blocks, their sums had better not be cut.
        parts = Math.Clamp(Math.Min(MostParts / (shape.Groups * filterBlocks * channelBlocks), MostFloats / size), 1, Math.Max(1, shape.Batch));
        var (places, most) = (Places(slab.Rows), GemmBlocking.Panels(shape.Batch, parts));
        if (slab.Rows == shape.OutHeight)
        {
            slab.Images = Math.Clamp(ConvolutionSlab.TargetSize / Math.Max(slab.Size, filters * places), 1, Math.Max(1, most));
        }

        var joined = (slab.Images - 1) * slab.PlaneSize + places;
        isJoined = Aligned(joined) < slab.Images * Aligned(places);
        isInPlace = !isJoined && dy.Narrow is null && slab.PlaneWidth == shape.OutWidth && shape.GroupFilters % 4 == 0;
        gradientImage = isInPlace ? shape.Filters * shape.OutHeight * shape.OutWidth : isJoined ? slab.PlaneSize : Aligned(places);
        gradientFilter = isInPlace ? shape.OutHeight * shape.OutWidth : isJoined ? Aligned(joined) : slab.Images * gradientImage;
    }

    /// <summary>From the first place of so many rows to the end of the last.</summary>
    private readonly nint Places(nint rows) => (rows - 1) * slab.PlaneWidth + shape.OutWidth;

    private static void Compute(void* state, int chunk)
    {
        var pass = (ConvolutionWeights<S, F, I>*)state;
        var (rest, channels) = (chunk / pass->channelBlocks, chunk % pass->channelBlocks);
        (rest, var block) = (rest / pass->filterBlocks, rest % pass->filterBlocks);
        pass->Compute(rest / pass->shape.Groups, rest % pass->shape.Groups, block * pass->filters, channels * pass->slab.Channels, pass->scratch + WorkerPool.CurrentWorker * pass->scratchSize);
    }

    private readonly void Compute(nint part, nint group, nint filter, nint channel, float* under)
    {
        float* gradients = under + slabSize, sums = gradients + gradientsSize;
        new Span<float>(gradients, checked((int)gradientsSize)).Clear();
        var strip = slab;
        strip.Channels = Math.Min(slab.Channels, shape.GroupChannels - channel);
        var count = Math.Min(filters, shape.GroupFilters - filter);
        var (firstFilter, firstChannel) = (group * shape.GroupFilters + filter, group * shape.GroupChannels + channel);
        var target = partial + (part * shape.Filters + firstFilter) * FilterSize + channel * shape.KernelSize;
        var (first, end) = (part * shape.Batch / parts, (part + 1) * shape.Batch / parts);
        for (var image = first; image < end; image += slab.Images)
        {
            var images = Math.Min(slab.Images, end - image);
            for (nint row = 0; row < shape.OutHeight; row += slab.Rows)
            {
                var rows = Math.Min(slab.Rows, shape.OutHeight - row);
                strip.Fill<S, F, I>(x, (image * shape.Channels + firstChannel) * shape.Height * shape.Width, images, row, under);
                var line = (image * shape.Filters + firstFilter) * shape.OutHeight + row; // of the gradients
                for (nint of = 0; of < count && !isInPlace; of++)
                {
                    for (nint at = 0; at < images; at++)
                    {
                        Place(line + (at * shape.Filters + of) * shape.OutHeight, rows, gradients + of * gradientFilter + at * gradientImage);
                    }
                }

                var isLast = image + images == end && row + rows == shape.OutHeight;
                AddProducts(under, isInPlace ? dy.Data + line * shape.OutWidth : gradients, images, Places(rows), count, strip.Channels * shape.KernelSize, sums, image > first || row > 0, isLast ? target : null);
            }
        }
    }

    private readonly void Place(nint line, nint rows, float* target)
    {
        var width = shape.OutWidth;
        ConvolutionRows.Copy<S, F, I>(dy, line * width, width, target, slab.PlaneWidth, rows, width);
        S.Store(target + Places(rows), S.Broadcast(0f)); // what fills up the last sixteen places
    }

    /// <summary>Adds what a step of a part has to the sums; those that are then whole go to <paramref name="target"/>, unless it is null.</summary>
    private readonly void AddProducts(float* under, float* gradients, nint images, nint places, nint count, nint elements, float* sums, bool resume, float* target)
    {
        if (isJoined)
        {
            (images, places) = (1, (images - 1) * slab.PlaneSize + places);
        }

        places = isInPlace ? places : Aligned(places);
        var isWhole = !resume && target is not null; // then one block of sums after the other lies in the same place, which stays in the first cache
        for (nint filter = 0; filter < count; filter += 4)
        {
            var block = sums + (isWhole ? 0 : filter * taps * Lanes);
            nint width;
            for (nint tap = 0; tap < elements; tap += width)
            {
                width = elements - tap > Taps ? 2 * Taps : Taps;
                ConvolutionKernel<S, F, I>.Add(
                    width, images, places, gradients + filter * gradientFilter, gradientFilter, gradientImage, under, slab.PlaneSize, offsets + tap,
                    block + tap * Lanes, taps * Lanes, resume);
            }

            for (nint i = 0; i < Math.Min(4, count - filter) && target is not null; i++)
            {
                ConvolutionTotals<S, F, I>.Write(block + i * taps * Lanes, elements, target + (filter + i) * FilterSize);
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
