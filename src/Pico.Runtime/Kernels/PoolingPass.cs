using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// A pool or its gradient at one width. A chunk is some planes; each is copied with its padding into scratch memory, where sixteen windows
/// side by side are lanes.
/// </summary>
internal unsafe struct PoolingPass<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private PoolingShape shape;
    private PoolingOperand x;
    private PoolingOperand gradient;
    private PoolingOperand result;
    private bool isMax;
    private bool isPairs;      // the most usual pool, for which there are loops of its own
    private bool isCover;      // its windows cover all of a plane, so that its gradient is written, not added
    private nint outHeight;    // a division each, so they are computed once
    private nint outWidth;
    private nint rows;         // of a plane with its padding, and what lanes beyond the last window read
    private nint columns;
    private nint chunk;        // planes
    private float* scratch;    // [worker]: the plane, backwards its gradient, the windows
    private nint scratchSize;

    public static void Forward(WorkerPool pool, in PoolingShape shape, PoolingOperand x, PoolingOperand result, bool isMax)
    {
        PoolingPass<S, F, I> pass = default;
        (pass.x, pass.result, pass.isMax) = (x, result, isMax);
        pass.Run(pool, shape, &RunForward);
    }

    public static void Backward(WorkerPool pool, in PoolingShape shape, PoolingOperand x, PoolingOperand gradient, PoolingOperand result, bool isMax)
    {
        PoolingPass<S, F, I> pass = default;
        (pass.x, pass.gradient, pass.result, pass.isMax) = (x, gradient, result, isMax);
        pass.Run(pool, shape, &RunBackward);
    }

    private readonly nint Chunk => Math.Max(1, 16 * 1024 / (shape.Height * shape.Width));

    private void Run(WorkerPool pool, in PoolingShape sizes, delegate*<void*, int, void> body)
    {
        sizes.Check();
        (shape, outHeight, outWidth) = (sizes, sizes.OutHeight, sizes.OutWidth);
        isPairs = isMax && shape is { KernelWidth: 2, KernelHeight: 2, Stride: 2 };
        isCover = isPairs && shape.Padding == 0 && shape.Height % 2 == 0 && shape.Width % 2 == 0;
        rows = Math.Max(shape.Height + 2 * shape.Padding, (outHeight - 1) * shape.Stride + shape.KernelHeight);
        columns = (Math.Max(shape.Width + 2 * shape.Padding, (outWidth + 15) / 16 * 16 * shape.Stride + shape.KernelWidth) + 15) / 16 * 16;
        chunk = Math.Max(1, 16 * 1024 / (shape.Height * shape.Width));
        scratchSize = Aligned(2 * rows * columns) + Aligned(outHeight * outWidth);
        var memory = GemmScratch.Current;
        scratch = memory.Acquire(scratchSize * pool.Threads);
        try
        {
            fixed (PoolingPass<S, F, I>* self = &this)
            {
                pool.Run(body, self, checked((int)GemmBlocking.Panels(shape.Planes, chunk)));
            }
        }
        finally
        {
            memory.Release();
        }
    }

    private static nint Aligned(nint floats) => (floats + 15) & ~(nint)15;

    private static void RunForward(void* state, int index)
    {
        var pass = (PoolingPass<S, F, I>*)state;
        var plane = pass->scratch + WorkerPool.CurrentWorker * pass->scratchSize;
        new Span<float>(plane, (int)(pass->rows * pass->columns)).Fill(pass->isMax ? float.NegativeInfinity : 0f);
        for (var i = index * pass->chunk; i < Math.Min(pass->shape.Planes, (index + 1) * pass->chunk); i++)
        {
            var source = pass->Plane(i, plane, out var stride);
            if (pass->isPairs)
            {
                pass->CombinePairs(i, source, stride, plane + Aligned(2 * pass->rows * pass->columns));
            }
            else
            {
                pass->Combine(i, source, stride);
            }
        }
    }

    private static void RunBackward(void* state, int index)
    {
        var pass = (PoolingPass<S, F, I>*)state;
        var plane = pass->scratch + WorkerPool.CurrentWorker * pass->scratchSize;
        var back = plane + pass->rows * pass->columns;
        new Span<float>(plane, (int)(pass->rows * pass->columns)).Fill(float.NegativeInfinity);
        for (var i = index * pass->chunk; i < Math.Min(pass->shape.Planes, (index + 1) * pass->chunk); i++)
        {
            nint stride = 0;
            var source = pass->isMax ? pass->Plane(i, plane, out stride) : null;
            if (pass->isCover)
            {
                pass->SpreadPairs(i, source, stride, back, plane + Aligned(2 * pass->rows * pass->columns));
                continue;
            }

            new Span<float>(back, (int)(pass->rows * pass->columns)).Clear();
            pass->Spread(i, source, stride, back);
            for (nint row = 0; row < pass->shape.Height; row++)
            {
                pass->result.Write<S, F, I>((i * pass->shape.Height + row) * pass->shape.Width, pass->shape.Width, back + (row + pass->shape.Padding) * pass->columns + pass->shape.Padding);
            }
        }
    }

    /// <summary>
    /// A plane and the elements from one of its rows to the next: where it lies if nothing is around it, and what lanes read beyond its last
    /// window is there; else a copy.
    /// </summary>
    private readonly float* Plane(nint index, float* copy, out nint stride)
    {
        var size = shape.Height * shape.Width;
        var end = index * size + (outHeight - 1) * shape.Stride * shape.Width + (shape.KernelHeight - 1) * shape.Width + columns;
        if (x.Floats is not null && shape.Padding == 0 && end <= shape.Planes * size)
        {
            stride = shape.Width;
            return x.Floats + index * size;
        }

        for (nint row = 0; row < shape.Height; row++)
        {
            x.Read<S, F, I>((index * shape.Height + row) * shape.Width, shape.Width, copy + (row + shape.Padding) * columns + shape.Padding);
        }

        stride = columns;
        return copy;
    }

    // What is narrow in memory is wide in scratch memory.
    private readonly void CombinePairs(nint index, float* plane, nint stride, float* copy)
    {
        var size = outHeight * outWidth;
        var target = result.Floats is null ? copy : result.Floats + index * size;
        PoolingPairs<S, F, I>.Max(plane, stride, target, outHeight, outWidth);
        if (result.Floats is null)
        {
            result.Write<S, F, I>(index * size, size, target);
        }
    }

    private readonly void SpreadPairs(nint index, float* plane, nint stride, float* back, float* copy)
    {
        nint size = outHeight * outWidth, planeSize = shape.Height * shape.Width;
        var upstream = gradient.Floats is null ? copy : gradient.Floats + index * size;
        if (gradient.Floats is null)
        {
            gradient.Read<S, F, I>(index * size, size, upstream);
        }

        var target = result.Floats is null ? back : result.Floats + index * planeSize;
        PoolingPairs<S, F, I>.MaxGradient(plane, stride, upstream, target, outHeight, outWidth);
        if (result.Floats is null)
        {
            result.Write<S, F, I>(index * planeSize, planeSize, target);
        }
    }

    private readonly void Combine(nint index, float* plane, nint stride)
    {
        for (nint row = 0; row < outHeight; row++)
        {
            for (nint column = 0; column < outWidth; column += 16)
            {
                var value = Window(plane + (row * stride + column) * shape.Stride, stride);
                result.WriteLanes<S, F, I>((index * outHeight + row) * outWidth + column, value, (int)Math.Min(16, outWidth - column));
            }
        }
    }

    /// <summary>The maxima or sums of sixteen windows side by side.</summary>
    private readonly F Window(float* first, nint stride)
    {
        var value = S.Broadcast(isMax ? float.NegativeInfinity : 0f);
        for (nint y = 0; y < shape.KernelHeight; y++, first += stride)
        {
            for (nint x = 0; x < shape.KernelWidth; x++)
            {
                var element = PoolingRow<S, F, I>.Load(first + x, shape.Stride);
                value = isMax ? S.Max(value, element) : S.Add(value, element);
            }
        }

        return value;
    }

    /// <summary>The gradient of sixteen windows side by side; lanes beyond the last hold zero, so that they pass nothing on.</summary>
    private readonly F Upstream(nint index, nint row, nint column) =>
        gradient.ReadLanes<S, F, I>((index * outHeight + row) * outWidth + column, (int)Math.Min(16, outWidth - column));

    private readonly void Spread(nint index, float* plane, nint stride, float* back)
    {
        for (nint row = 0; row < outHeight; row++)
        {
            for (nint column = 0; column < outWidth; column += 16)
            {
                var upstream = Upstream(index, row, column);
                var first = plane + (row * stride + column) * shape.Stride;
                var target = back + (row * columns + column) * shape.Stride;
                var maximum = isMax ? Window(first, stride) : default;
                for (nint y = 0; y < shape.KernelHeight; y++)
                {
                    for (nint x = 0; x < shape.KernelWidth; x++)
                    {
                        var share = isMax ? PoolingPairs<S, F, I>.Take(ref upstream, maximum, PoolingRow<S, F, I>.Load(first + y * stride + x, shape.Stride)) : upstream;
                        PoolingRow<S, F, I>.Add(target + y * columns + x, shape.Stride, share);
                    }
                }
            }
        }
    }
}
