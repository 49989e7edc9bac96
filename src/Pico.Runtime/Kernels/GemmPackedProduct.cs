using System.Runtime.CompilerServices;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// The product of two matrices that are both worth packing: blocks of k outermost, then one parallel phase that packs both
/// operands, then one that multiplies panels. Sums that span several blocks of k wait in scratch memory, so that the
/// epilogue sees each element once.
/// </summary>
internal unsafe struct GemmPackedProduct<S, F, I, TEpilogue>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
    where TEpilogue : unmanaged, IGemmEpilogue
{
    // A chunk should read its part of packed B (393 KB at full depth) from the second-level cache.
    private const nint ChunkColumnPanels = 8;
    private const nint ChunkRowPanels = 8;
    private const nint PackRowPanels = 4;

    // A B that fits the first-level cache is not worth copying.
    private const nint InPlaceSize = 10 * 1024;

    private GemmOperand a;
    private GemmOperand b;
    private TEpilogue epilogue;
    private nint rowOffset;

    private nint blockDepth; // the step from panel to panel, whatever the depth of this block
    private nint row;        // the block at hand
    private nint rows;
    private nint column;
    private nint columns;
    private nint p;
    private nint depth;
    private bool resume;
    private bool last;
    private bool packColumns;
    private bool inPlace;    // whether B is read where it lies, but for an incomplete last panel

    private nint rowPanels;
    private nint columnPanels;
    private nint chunkRowPanels;
    private nint rowChunks;

    private float* packedA; // [rowPanels][blockDepth][12]
    private float* packedB; // [columnPanels][blockDepth][32]
    private float* sums;    // [rowPanels][columnPanels][12][32], or null when one block of k does it all

    /// <summary>The floats of scratch memory that a product of this size needs.</summary>
    public static long ScratchSize(nint m, nint n, nint k)
    {
        var depth = GemmBlocking.Block(k, GemmBlocking.MaxDepth, 8);
        var rows = GemmBlocking.Block(m, GemmBlocking.MaxRows, GemmBlocking.PanelRows);
        var columns = GemmBlocking.Block(n, GemmBlocking.MaxColumns, GemmBlocking.PanelColumns);
        return rows * depth + columns * depth + (k > depth ? rows * columns : 0) + 32;
    }

    /// <summary>Multiplies; on the calling thread alone if there is no pool.</summary>
    public static void Multiply(WorkerPool? pool, nint m, nint n, nint k, GemmOperand a, GemmOperand b, nint rowOffset, in TEpilogue epilogue, float* scratch)
    {
        var depth = GemmBlocking.Block(k, GemmBlocking.MaxDepth, 8);
        var rows = GemmBlocking.Block(m, GemmBlocking.MaxRows, GemmBlocking.PanelRows);
        var columns = GemmBlocking.Block(n, GemmBlocking.MaxColumns, GemmBlocking.PanelColumns);
        GemmPackedProduct<S, F, I, TEpilogue> product = default;
        product.a = a;
        product.b = b;
        product.epilogue = epilogue;
        product.rowOffset = rowOffset;
        product.blockDepth = depth;
        product.inPlace = b.HasFloatRows && k * n <= InPlaceSize;
        product.packedB = scratch;
        product.packedA = product.packedB + columns * depth;
        product.sums = k > depth ? (float*)(((nint)(product.packedA + rows * depth) + 63) & ~63) : null;

        for (product.column = 0; product.column < n; product.column += columns)
        {
            product.columns = Math.Min(columns, n - product.column);
            for (product.row = 0; product.row < m; product.row += rows)
            {
                product.rows = Math.Min(rows, m - product.row);
                product.p = 0;
                do
                {
                    product.depth = Math.Min(depth, k - product.p);
                    product.resume = product.p > 0;
                    product.last = product.p + product.depth >= k;
                    product.packColumns = product.row == 0 || k > depth;
                    product.RunBlock(pool);
                    product.p += depth;
                }
                while (product.p < k);
            }
        }
    }

    private void RunBlock(WorkerPool? pool)
    {
        rowPanels = GemmBlocking.Panels(rows, GemmBlocking.PanelRows);
        columnPanels = GemmBlocking.Panels(columns, GemmBlocking.PanelColumns);
        var columnChunks = GemmBlocking.Panels(columnPanels, ChunkColumnPanels);

        // Enough chunks to even out the threads' speeds; where the cuts lie does not change any sum.
        var wanted = 4 * (pool?.Threads ?? 1) / columnChunks + 1;
        chunkRowPanels = Math.Clamp(rowPanels / wanted, 1, ChunkRowPanels);
        rowChunks = GemmBlocking.Panels(rowPanels, chunkRowPanels);
        var packChunks = (packColumns ? columnPanels : 0) + GemmBlocking.Panels(rowPanels, PackRowPanels);

        fixed (void* self = &this)
        {
            if (pool is not null)
            {
                pool.Run(&Pack, self, (int)packChunks);
                pool.Run(&Compute, self, (int)(columnChunks * rowChunks));
                return;
            }

            for (var chunk = 0; chunk < packChunks; chunk++)
            {
                Pack(self, chunk);
            }

            for (var chunk = 0; chunk < columnChunks * rowChunks; chunk++)
            {
                Compute(self, chunk);
            }
        }
    }

    private static void Pack(void* state, int chunk)
    {
        var product = (GemmPackedProduct<S, F, I, TEpilogue>*)state;
        nint index = chunk;
        if (product->packColumns)
        {
            if (index < product->columnPanels)
            {
                var column = index * GemmBlocking.PanelColumns;
                var count = Math.Min(GemmBlocking.PanelColumns, product->columns - column);
                if (product->inPlace && count == GemmBlocking.PanelColumns)
                {
                    return;
                }

                GemmPacking.PackColumns(product->b, product->p, product->column + column, count, product->depth, product->packedB + column * product->blockDepth, GemmBlocking.PanelColumns);
                return;
            }

            index -= product->columnPanels;
        }

        var end = Math.Min((index + 1) * PackRowPanels, product->rowPanels);
        for (var panel = index * PackRowPanels; panel < end; panel++)
        {
            var row = panel * GemmBlocking.PanelRows;
            var count = Math.Min(GemmBlocking.PanelRows, product->rows - row);
            GemmPacking.PackRows(product->a, product->row + row, count, product->p, product->depth, product->packedA + row * product->blockDepth, GemmBlocking.Height(count));
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute(void* state, int chunk)
    {
        var product = (GemmPackedProduct<S, F, I, TEpilogue>*)state;
        var memory = stackalloc float[GemmBlocking.TileSize + 16];
        var tile = (float*)(((nint)memory + 63) & ~63);
        var epilogue = product->epilogue;
        var firstRowPanel = chunk % product->rowChunks * product->chunkRowPanels;
        var endRowPanel = Math.Min(firstRowPanel + product->chunkRowPanels, product->rowPanels);
        var firstColumnPanel = chunk / product->rowChunks * ChunkColumnPanels;
        var endColumnPanel = Math.Min(firstColumnPanel + ChunkColumnPanels, product->columnPanels);
        for (var i = firstRowPanel; i < endRowPanel; i++)
        {
            var row = i * GemmBlocking.PanelRows;
            var rows = Math.Min(GemmBlocking.PanelRows, product->rows - row);
            var height = GemmBlocking.Height(rows);
            for (var j = firstColumnPanel; j < endColumnPanel; j++)
            {
                var column = j * GemmBlocking.PanelColumns;
                var columns = Math.Min(GemmBlocking.PanelColumns, product->columns - column);
                var sums = product->sums is null ? tile : product->sums + (i * product->columnPanels + j) * GemmBlocking.TileSize;
                var b = product->packedB + column * product->blockDepth;
                nint bStep = GemmBlocking.PanelColumns;
                if (product->inPlace && columns == GemmBlocking.PanelColumns)
                {
                    b = product->b.At(product->p, product->column + column);
                    bStep = product->b.Stride;
                }

                GemmFinish<S, F, I, TEpilogue>.MultiplyTile(height, columns, product->depth, product->packedA + row * product->blockDepth, b, bStep, sums, product->resume);
                if (product->last)
                {
                    GemmFinish<S, F, I, TEpilogue>.Store(ref epilogue, sums, rows, columns, product->rowOffset + product->row + row, product->column + column);
                }
            }
        }
    }
}
