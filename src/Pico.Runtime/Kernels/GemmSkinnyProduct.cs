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
    private float* a;
    private nint aRow;      // elements from one of its rows to the next
    private nint aStep;     // and from one column to the next
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
        product.turning = scratch + (product.height * k + 15) / 16 * 16;
        product.Take(a, scratch);

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

    // Reads A where it lies, or packs it. A row alone must be contiguous.
    private void Take(in GemmOperand operand, float* packed)
    {
        if (operand.Narrow is null && (!operand.Transposed || operand.Stride == 1 || m > 1) && m == height)
        {
            a = operand.Data;
            (aRow, aStep) = operand.Transposed ? ((nint)1, operand.Stride) : (operand.Stride, (nint)1);
            return;
        }

        a = packed;
        (aRow, aStep) = (1, height);
        GemmPacking.PackRows(operand, 0, m, 0, k, packed, height);
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
            // Blocks that are turned in registers need no buffer, and memory likes long rows.
            var depth = product->TurnsInRegisters && columns % GemmBlocking.PanelColumns == 0 ? product->k : Math.Min(Depth, product->k - p);
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
    private readonly bool TurnsInRegisters => GemmTurnedRow<S, F, I>.IsSupported && height == 1 && b.Transposed && b.Narrow is null;

    private readonly void AddProducts(nint p, nint depth, nint column, nint columns, float* turning, float* sums)
    {
        if (height == 1 && columns == GroupColumns && !TurnsInRegisters)
        {
            AddRow(p, depth, column, turning, sums);
            return;
        }

        for (nint x = 0; x < columns; x += GemmBlocking.PanelColumns, sums += GemmBlocking.TileSize)
        {
            AddPanel(p, depth, column + x, Math.Min(GemmBlocking.PanelColumns, columns - x), turning, sums);
        }
    }

    // One row times all columns of a chunk.
    private readonly void AddRow(nint p, nint depth, nint column, float* turning, float* sums)
    {
        if (b.HasFloatRows)
        {
            GemmKernel<S, F, I>.Row(depth, a + p, b.At(p, column), b.Stride, GemmBlocking.PanelColumns, sums, GemmBlocking.TileSize, p > 0);
            return;
        }

        for (nint x = 0; x < GroupColumns; x += GemmBlocking.PanelColumns)
        {
            GemmPacking.PackColumns(b, p, column + x, GemmBlocking.PanelColumns, depth, turning + x * Depth, GemmBlocking.PanelColumns);
        }

        GemmKernel<S, F, I>.Row(depth, a + p, turning, GemmBlocking.PanelColumns, GemmBlocking.PanelColumns * Depth, sums, GemmBlocking.TileSize, p > 0);
    }

    private readonly void AddPanel(nint p, nint depth, nint column, nint count, float* turning, float* sums)
    {
        var source = b.At(p, column);
        var step = b.Stride;
        if (TurnsInRegisters && count == GemmBlocking.PanelColumns)
        {
            GemmTurnedRow<S, F, I>.Multiply(depth, a + p, source, step, sums, p > 0);
            return;
        }

        if (!b.HasFloatRows || count % GemmPacking.PaddedLines != 0)
        {
            source = turning;
            step = GemmBlocking.PanelColumns;
            GemmPacking.PackColumns(b, p, column, count, depth, source, step);
        }

        GemmKernel<S, F, I>.Multiply(height, count, depth, a + p * aStep, aRow, aStep, source, step, sums, p > 0);
    }
}
