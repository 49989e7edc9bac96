using System.Runtime.CompilerServices;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// The product of a few rows (at most twelve) with a matrix, a matrix–vector product first of all. Each element of B is used
/// so seldom that packing it for everyone does not pay: a chunk takes 128 columns, reads them in place where they lie
/// right and turns them in registers or in a small buffer of its worker where they do not.
/// </summary>
/// <remarks>A product of few columns is the same thing transposed; then the epilogue gets its pieces turned back.</remarks>
internal unsafe struct GemmSkinnyProduct<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const nint GroupPanels = 4;
    private const nint GroupColumns = GroupPanels * GemmBlocking.PanelColumns;
    private const nint Depth = 128;
    private const nint TurnSize = GroupColumns * Depth;

    private GemmOperand b;
    private GemmFinish finish;
    private nint rowOffset;
    private nint m;
    private nint n;
    private nint k;
    private nint height;
    private bool turned;
    private bool alone;
    private float* packedA; // [k][height]
    private float* turning; // [workers][GroupPanels][Depth][32]

    /// <summary>The floats of scratch memory that a product of this size needs.</summary>
    public static long ScratchSize(nint m, nint k, int workers) => (GemmBlocking.Height(m) * k + 15) / 16 * 16 + workers * TurnSize;

    /// <summary>Multiplies; on the calling thread alone if there is no pool. Turned means that all arguments are those of the transposed product.</summary>
    public static void Multiply(WorkerPool? pool, nint m, nint n, nint k, GemmOperand a, GemmOperand b, bool turned, nint rowOffset, in GemmFinish finish, float* scratch)
    {
        GemmSkinnyProduct<S, F, I> product = default;
        product.b = b;
        product.finish = finish;
        product.rowOffset = rowOffset;
        product.m = m;
        product.n = n;
        product.k = k;
        product.height = GemmBlocking.Height(m);
        product.turned = turned;
        product.alone = pool is null;
        product.packedA = scratch;
        product.turning = scratch + (product.height * k + 15) / 16 * 16;
        GemmPacking.PackRows(a, 0, m, 0, k, product.packedA, product.height);

        var chunks = checked((int)GemmBlocking.Panels(n, GroupColumns));
        if (pool is not null)
        {
            pool.Run(&Compute, &product, chunks);
            return;
        }

        for (var chunk = 0; chunk < chunks; chunk++)
        {
            Compute(&product, chunk);
        }
    }

    [SkipLocalsInit]
    private static void Compute(void* state, int chunk)
    {
        var product = (GemmSkinnyProduct<S, F, I>*)state;
        var memory = stackalloc float[(int)GroupPanels * GemmBlocking.TileSize + 16];
        var sums = (float*)(((nint)memory + 63) & ~63);
        var column = chunk * GroupColumns;
        var columns = Math.Min(GroupColumns, product->n - column);
        var turning = product->turning + (product->alone ? 0 : WorkerPool.CurrentWorker) * TurnSize;
        nint p = 0;
        do
        {
            var depth = product->TurnsInRegisters ? product->k : Math.Min(Depth, product->k - p);
            product->AddProducts(p, depth, column, columns, turning, sums);
            p += depth;
        }
        while (p < product->k);

        for (nint x = 0; x < columns; x += GemmBlocking.PanelColumns, sums += GemmBlocking.TileSize)
        {
            var count = Math.Min(GemmBlocking.PanelColumns, columns - x);
            if (product->turned)
            {
                product->finish.StoreTransposed(sums, count, product->m, product->rowOffset + column + x);
            }
            else
            {
                product->finish.Store(sums, product->m, count, product->rowOffset, column + x);
            }
        }
    }

    // One row alone, and columns that lie as rows.
    private readonly bool TurnsInRegisters => GemmTurnedRow<S, F, I>.IsSupported && height == 1 && n % GemmBlocking.PanelColumns == 0 && b.Transposed && b.Narrow is null;

    private readonly void AddProducts(nint p, nint depth, nint column, nint columns, float* turning, float* sums)
    {
        var a = packedA + p * height;
        if (columns == GroupColumns && b.HasFloatRows && height == 1)
        {
            GemmKernel<S, F, I>.Row(depth, a, b.At(p, column), b.Stride, GemmBlocking.PanelColumns, sums, GemmBlocking.TileSize, p > 0);
            return;
        }

        if (TurnsInRegisters)
        {
            for (nint x = 0; x < columns; x += GemmBlocking.PanelColumns)
            {
                GemmTurnedRow<S, F, I>.Multiply(depth, a, b.At(p, column + x), b.Stride, sums + x / GemmBlocking.PanelColumns * GemmBlocking.TileSize, p > 0);
            }

            return;
        }

        for (nint x = 0; x < columns; x += GemmBlocking.PanelColumns)
        {
            var count = Math.Min(GemmBlocking.PanelColumns, columns - x);
            var source = b.At(p, column + x);
            var step = b.Stride;
            if (!b.HasFloatRows || count % GemmPacking.PaddedLines != 0)
            {
                source = turning + x * Depth;
                step = GemmBlocking.PanelColumns;
                GemmPacking.PackColumns(b, p, column + x, count, depth, source, GemmBlocking.PanelColumns);
            }

            if (height > 1 || columns < GroupColumns)
            {
                GemmKernel<S, F, I>.Multiply(height, count, depth, a, 1, height, source, step, sums + x / GemmBlocking.PanelColumns * GemmBlocking.TileSize, p > 0);
            }
        }

        if (height == 1 && columns == GroupColumns)
        {
            GemmKernel<S, F, I>.Row(depth, a, turning, GemmBlocking.PanelColumns, GemmBlocking.PanelColumns * Depth, sums, GemmBlocking.TileSize, p > 0);
        }
    }
}
