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
    private bool isPairs;      // windows of two columns that do not overlap: their gradients are written, not added
    private nint rows;         // of a plane with its padding, and what lanes beyond the last window read
    private nint columns;
    private float* scratch;    // [worker]: the plane, then backwards its gradient
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
        shape = sizes;
        isPairs = shape.KernelWidth == 2 && shape.Stride == 2 && shape.KernelHeight <= 2;
        rows = Math.Max(shape.Height + 2 * shape.Padding, (shape.OutHeight - 1) * shape.Stride + shape.KernelHeight);
        columns = (Math.Max(shape.Width + 2 * shape.Padding, (shape.OutWidth + 15) / 16 * 16 * shape.Stride + shape.KernelWidth) + 15) / 16 * 16;
        scratchSize = 2 * rows * columns + 16;
        var memory = GemmScratch.Current;
        scratch = memory.Acquire((scratchSize + 15) / 16 * 16 * pool.Threads);
        try
        {
            fixed (PoolingPass<S, F, I>* self = &this)
            {
                pool.Run(body, self, checked((int)((shape.Planes + Chunk - 1) / Chunk)));
            }
        }
        finally
        {
            memory.Release();
        }
    }

    private static void RunForward(void* state, int chunk)
    {
        var pass = (PoolingPass<S, F, I>*)state;
        var plane = pass->scratch + WorkerPool.CurrentWorker * ((pass->scratchSize + 15) / 16 * 16);
        new Span<float>(plane, (int)(pass->rows * pass->columns)).Fill(pass->isMax ? float.NegativeInfinity : 0f);
        for (var i = chunk * pass->Chunk; i < Math.Min(pass->shape.Planes, (chunk + 1) * pass->Chunk); i++)
        {
            pass->Read(pass->x, i, plane);
            pass->Combine(i, plane);
        }
    }

    private static void RunBackward(void* state, int chunk)
    {
        var pass = (PoolingPass<S, F, I>*)state;
        var plane = pass->scratch + WorkerPool.CurrentWorker * ((pass->scratchSize + 15) / 16 * 16);
        var back = plane + pass->rows * pass->columns;
        new Span<float>(plane, (int)(pass->rows * pass->columns)).Fill(float.NegativeInfinity);
        for (var i = chunk * pass->Chunk; i < Math.Min(pass->shape.Planes, (chunk + 1) * pass->Chunk); i++)
        {
            if (pass->isMax)
            {
                pass->Read(pass->x, i, plane);
            }

            new Span<float>(back, (int)(pass->rows * pass->columns)).Clear();
            pass->Spread(i, plane, back);
            for (nint row = 0; row < pass->shape.Height; row++)
            {
                pass->result.Write<S, F, I>((i * pass->shape.Height + row) * pass->shape.Width, pass->shape.Width, back + (row + pass->shape.Padding) * pass->columns + pass->shape.Padding);
            }
        }
    }

    private readonly void Read(PoolingOperand source, nint plane, float* to)
    {
        for (nint row = 0; row < shape.Height; row++)
        {
            source.Read<S, F, I>((plane * shape.Height + row) * shape.Width, shape.Width, to + (row + shape.Padding) * columns + shape.Padding);
        }
    }

    private readonly void Combine(nint index, float* plane)
    {
        for (nint row = 0; row < shape.OutHeight; row++)
        {
            for (nint column = 0; column < shape.OutWidth; column += 16)
            {
                var value = Window(plane + (row * columns + column) * shape.Stride);
                result.WriteLanes<S, F, I>((index * shape.OutHeight + row) * shape.OutWidth + column, value, (int)Math.Min(16, shape.OutWidth - column));
            }
        }
    }

    /// <summary>The maxima or sums of sixteen windows side by side.</summary>
    private readonly F Window(float* first)
    {
        var value = S.Broadcast(isMax ? float.NegativeInfinity : 0f);
        for (nint y = 0; y < shape.KernelHeight; y++)
        {
            for (nint x = 0; x < shape.KernelWidth; x++)
            {
                var element = PoolingRow<S, F, I>.Load(first + y * columns + x, shape.Stride);
                value = isMax ? S.Max(value, element) : S.Add(value, element);
            }
        }

        return value;
    }

    private readonly void Spread(nint index, float* plane, float* back)
    {
        for (nint row = 0; row < shape.OutHeight; row++)
        {
            for (nint column = 0; column < shape.OutWidth; column += 16)
            {
                // Lanes beyond the last window hold zero, so that they pass nothing on.
                var upstream = gradient.ReadLanes<S, F, I>((index * shape.OutHeight + row) * shape.OutWidth + column, (int)Math.Min(16, shape.OutWidth - column));
                var place = (row * columns + column) * shape.Stride;
                if (!isMax)
                {
                    SpreadSum(upstream, back + place);
                }
                else if (isPairs)
                {
                    SpreadPairs(upstream, plane + place, back + place);
                }
                else
                {
                    SpreadMaximum(upstream, plane + place, back + place);
                }
            }
        }
    }

    private readonly void SpreadSum(F upstream, float* back)
    {
        for (nint y = 0; y < shape.KernelHeight; y++)
        {
            for (nint x = 0; x < shape.KernelWidth; x++)
            {
                PoolingRow<S, F, I>.Add(back + y * columns + x, shape.Stride, upstream);
            }
        }
    }

    private readonly void SpreadMaximum(F upstream, float* first, float* back)
    {
        var maximum = Window(first);
        for (nint y = 0; y < shape.KernelHeight; y++)
        {
            for (nint x = 0; x < shape.KernelWidth; x++)
            {
                PoolingRow<S, F, I>.Add(back + y * columns + x, shape.Stride, Take(ref upstream, maximum, PoolingRow<S, F, I>.Load(first + y * columns + x, shape.Stride)));
            }
        }
    }

    private readonly void SpreadPairs(F upstream, float* first, float* back)
    {
        var maximum = Window(first);
        for (nint y = 0; y < shape.KernelHeight; y++)
        {
            var left = Take(ref upstream, maximum, PoolingRow<S, F, I>.Load(first + y * columns, 2));
            var right = Take(ref upstream, maximum, PoolingRow<S, F, I>.Load(first + y * columns + 1, 2));
            PoolingRow<S, F, I>.StorePairs(back + y * columns, left, right);
        }
    }

    /// <summary>What of the gradient goes to an element: all of it where that is the maximum, and then nothing is left for later ones.</summary>
    private static F Take(ref F upstream, F maximum, F element)
    {
        var isLargest = S.Equal(maximum, element);
        var share = S.Select(isLargest, upstream, S.Broadcast(0f));
        upstream = S.Select(isLargest, S.Broadcast(0f), upstream);
        return share;
    }
}
