using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>Chooses the way to multiply from the sizes, at one width.</summary>
internal static unsafe class GemmProduct<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    // At most so many columns are multiplied as rows of the transposed product: the alternative wastes the other lanes.
    private const nint TurnedColumns = 12;

    // Below so many multiply-adds (some microseconds) waking other threads costs more than they bring.
    private const nint AloneProducts = 512 * 1024;

    /// <summary>C [m, n] = finish(A [m, k] · B [k, n]); refuses negative sizes.</summary>
    public static void Multiply(WorkerPool pool, nint m, nint n, nint k, GemmOperand a, GemmOperand b, in GemmFinish finish)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ThrowIfNegative(m, n, k);
        if (m == 0 || n == 0)
        {
            return;
        }

        var team = IsSmall(m, n, k) ? null : pool;
        var scratch = GemmScratch.Current;
        var memory = scratch.Acquire(ScratchSize(m, n, k, a.Transposed, team?.Threads ?? 1));
        try
        {
            Multiply(team, m, n, k, a, b, 0, finish, memory);
        }
        finally
        {
            scratch.Release();
        }
    }

    /// <summary>The same for each of <paramref name="batch"/> pairs of matrices.</summary>
    public static void MultiplyBatched(WorkerPool pool, nint batch, nint m, nint n, nint k, GemmOperand a, nint aBatchStride, GemmOperand b, nint bBatchStride, in GemmFinish finish)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ThrowIfNegative(m, n, k);
        if (batch < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"A batch cannot have {batch} products: pass 0 or more.");
        }

        if (batch == 0 || m == 0 || n == 0)
        {
            return;
        }

        var small = IsSmall(m, n, k);
        var apart = !IsSmall(batch * m, n, k) && (small || batch >= 2 * pool.Threads); // whole products are the chunks
        var team = apart || small ? null : pool;
        var each = (nint)(ScratchSize(m, n, k, a.Transposed, team?.Threads ?? 1) + 15) / 16 * 16;
        var scratch = GemmScratch.Current;
        var memory = scratch.Acquire(apart ? each * pool.Threads : each);
        try
        {
            if (apart)
            {
                var products = new Batch { M = m, N = n, K = k, A = a, B = b, AStride = aBatchStride, BStride = bBatchStride, Finish = finish, Scratch = memory, ScratchSize = each };
                pool.Run(&MultiplyOne, &products, checked((int)batch));
                return;
            }

            for (nint i = 0; i < batch; i++)
            {
                Multiply(team, m, n, k, a.Advance(i * aBatchStride), b.Advance(i * bBatchStride), i * m, finish, memory);
            }
        }
        finally
        {
            scratch.Release();
        }
    }

    // Takes the scratch memory of the worker that runs it.
    private static void MultiplyOne(void* state, int index)
    {
        var batch = (Batch*)state;
        Multiply(
            null, batch->M, batch->N, batch->K,
            batch->A.Advance(index * batch->AStride), batch->B.Advance(index * batch->BStride),
            index * batch->M, batch->Finish, batch->Scratch + WorkerPool.CurrentWorker * batch->ScratchSize);
    }

    private static void Multiply(WorkerPool? pool, nint m, nint n, nint k, GemmOperand a, GemmOperand b, nint rowOffset, in GemmFinish finish, float* scratch)
    {
        if (IsTurned(m, n))
        {
            GemmSkinnyProduct<S, F, I>.Multiply(pool, n, m, k, b.Transpose(), a.Transpose(), true, rowOffset, finish, scratch);
        }
        else if (m <= GemmBlocking.PanelRows)
        {
            GemmSkinnyProduct<S, F, I>.Multiply(pool, m, n, k, a, b, false, rowOffset, finish, scratch);
        }
        else
        {
            GemmPackedProduct<S, F, I>.Multiply(pool, m, n, k, a, b, rowOffset, finish, scratch);
        }
    }

    private static long ScratchSize(nint m, nint n, nint k, bool aIsTransposed, int workers) =>
        IsTurned(m, n) ? GemmSkinnyProduct<S, F, I>.ScratchSize(n, k, workers)
        : m <= GemmBlocking.PanelRows ? GemmSkinnyProduct<S, F, I>.ScratchSize(m, k, workers)
        : new GemmCut(m, n, k, aIsTransposed).ScratchSize(workers);

    private static bool IsTurned(nint m, nint n) => n <= TurnedColumns && n < m;

    private static bool IsSmall(nint m, nint n, nint k) => (double)m * n * k <= AloneProducts;

    private static void ThrowIfNegative(nint m, nint n, nint k)
    {
        if (m < 0 || n < 0 || k < 0)
        {
            throw new ArgumentOutOfRangeException(m < 0 ? nameof(m) : n < 0 ? nameof(n) : nameof(k), $"A product of [{m}, {k}] and [{k}, {n}] has a negative size: pass 0 or more.");
        }
    }

    private struct Batch
    {
        public nint M;
        public nint N;
        public nint K;
        public GemmOperand A;
        public GemmOperand B;
        public nint AStride;
        public nint BStride;
        public GemmFinish Finish;
        public float* Scratch;
        public nint ScratchSize;
    }
}
