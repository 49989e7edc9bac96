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
    private bool isMaxOfFour;  // the most usual pool: windows of two by two, side by side
    private bool isPairs;      // windows of two columns that cover a plane without overlap: their gradients are written, not added
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
        isMaxOfFour = isMax && shape is { KernelWidth: 2, KernelHeight: 2, Stride: 2 };
        isPairs = isMaxOfFour && shape.Padding == 0 && shape.Height % 2 == 0 && shape.Width % 2 == 0;
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
            pass->Combine(i, pass->Plane(i, plane, out var stride), stride);
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
            nint stride = 0;
            var source = pass->isMax ? pass->Plane(i, plane, out stride) : null;
            if (pass->isPairs)
            {
                pass->SpreadPairs(i, source, stride);
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
        var end = index * size + (shape.OutHeight - 1) * shape.Stride * shape.Width + (shape.KernelHeight - 1) * shape.Width + columns;
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

    private readonly void Combine(nint index, float* plane, nint stride)
    {
        for (nint row = 0; row < shape.OutHeight; row++)
        {
            for (nint column = 0; column < shape.OutWidth; column += 16)
            {
                var value = isMaxOfFour ? MaximumOfFour(plane + 2 * (row * stride + column), stride) : Window(plane + (row * stride + column) * shape.Stride, stride);
                result.WriteLanes<S, F, I>((index * shape.OutHeight + row) * shape.OutWidth + column, value, (int)Math.Min(16, shape.OutWidth - column));
            }
        }
    }

    private static F MaximumOfFour(float* upper, nint stride)
    {
        var lower = upper + stride;
        F a = PoolingRow<S, F, I>.Load(upper, 2), b = PoolingRow<S, F, I>.Load(upper + 1, 2);
        F c = PoolingRow<S, F, I>.Load(lower, 2), d = PoolingRow<S, F, I>.Load(lower + 1, 2);
        return S.Max(S.Max(a, b), S.Max(c, d));
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
        gradient.ReadLanes<S, F, I>((index * shape.OutHeight + row) * shape.OutWidth + column, (int)Math.Min(16, shape.OutWidth - column));

    private readonly void Spread(nint index, float* plane, nint stride, float* back)
    {
        for (nint row = 0; row < shape.OutHeight; row++)
        {
            for (nint column = 0; column < shape.OutWidth; column += 16)
            {
                var upstream = Upstream(index, row, column);
                var first = plane + (row * stride + column) * shape.Stride;
                var target = back + (row * columns + column) * shape.Stride;
                var maximum = isMax ? Window(first, stride) : default;
                for (nint y = 0; y < shape.KernelHeight; y++)
                {
                    for (nint x = 0; x < shape.KernelWidth; x++)
                    {
                        var share = isMax ? Take(ref upstream, maximum, PoolingRow<S, F, I>.Load(first + y * stride + x, shape.Stride)) : upstream;
                        PoolingRow<S, F, I>.Add(target + y * columns + x, shape.Stride, share);
                    }
                }
            }
        }
    }

    /// <summary>The gradient of the most usual pool where each element belongs to one window.</summary>
    private readonly void SpreadPairs(nint index, float* plane, nint stride)
    {
        for (nint row = 0; row < shape.OutHeight; row++)
        {
            for (nint column = 0; column < shape.OutWidth; column += 16)
            {
                var upstream = Upstream(index, row, column);
                float* upper = plane + 2 * (row * stride + column), lower = upper + stride;
                F a = PoolingRow<S, F, I>.Load(upper, 2), b = PoolingRow<S, F, I>.Load(upper + 1, 2);
                F c = PoolingRow<S, F, I>.Load(lower, 2), d = PoolingRow<S, F, I>.Load(lower + 1, 2);
                var maximum = S.Max(S.Max(a, b), S.Max(c, d));
                var target = (index * shape.Height + 2 * row) * shape.Width + 2 * column;
                var first = Take(ref upstream, maximum, a);
                WritePairs(target, first, Take(ref upstream, maximum, b), 2 * column);
                first = Take(ref upstream, maximum, c);
                WritePairs(target + shape.Width, first, Take(ref upstream, maximum, d), 2 * column);
            }
        }
    }

    private readonly void WritePairs(nint target, F even, F odd, nint column)
    {
        var (first, second) = PoolingRow<S, F, I>.Pair(even, odd);
        result.WriteLanes<S, F, I>(target, first, (int)Math.Min(16, shape.Width - column));
        if (shape.Width - column > 16)
        {
            result.WriteLanes<S, F, I>(target + 16, second, (int)Math.Min(16, shape.Width - column - 16));
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
