using System.Runtime.CompilerServices;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// The product of two matrices that are both larger than a tile: blocks of k outermost, then one parallel phase that packs what is
/// not read where it lies, then one that multiplies panels. Sums that span several blocks of k wait in scratch memory, so that the
/// epilogue sees each element once.
/// </summary>
internal unsafe struct GemmPackedProduct<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    // A chunk should read its part of B (393 KB at full depth) from the second-level cache.
    private const nint ChunkColumnPanels = 8;
    private const nint ChunkRowPanels = 8;

    // What is packed by one thread comes to the other from its cache, and much slower than from its own; so an operand is read where it
    // lies unless its rows are so far apart that the cache lines of a tile share few places in the first-level cache and memory
    // is read in small pieces. A B that fits the first-level cache has no such trouble.
    private const nint InPlaceStride = 128;
    private const nint InPlaceSize = 10 * 1024;

    private GemmPanels a;
    private GemmPanels b;
    private GemmFinish finish;
    private nint rowOffset;

    private nint row;        // the block at hand
    private nint column;
    private nint depth;
    private bool resume;
    private bool last;
    private bool packColumns;

    private nint chunkRowPanels;
    private nint rowChunks;
    private nint columnChunks;
    private nint groupRows;  // row chunks that one thread begins with

    private float* sums;    // [row panels][column panels][12][32], or null when one block of k does it all

    /// <summary>The floats of scratch memory that a product of this size needs.</summary>
    public static long ScratchSize(nint m, nint n, nint k)
    {
        var depth = GemmBlocking.Block(k, GemmBlocking.MaxDepth, 8);
        var rows = GemmBlocking.Block(m, GemmBlocking.MaxRows, GemmBlocking.PanelRows);
        var columns = GemmBlocking.Block(n, GemmBlocking.MaxColumns, GemmBlocking.PanelColumns);
        return rows * depth + columns * depth + (k > depth ? rows * columns : 0) + 32;
    }

    /// <summary>Multiplies; on the calling thread alone if there is no pool.</summary>
    public static void Multiply(WorkerPool? pool, nint m, nint n, nint k, GemmOperand a, GemmOperand b, nint rowOffset, in GemmFinish finish, float* scratch)
    {
        var depth = GemmBlocking.Block(k, GemmBlocking.MaxDepth, 8);
        var rows = GemmBlocking.Block(m, GemmBlocking.MaxRows, GemmBlocking.PanelRows);
        var columns = GemmBlocking.Block(n, GemmBlocking.MaxColumns, GemmBlocking.PanelColumns);
        var packedA = scratch + columns * depth;
        GemmPackedProduct<S, F, I> product = default;

        // Rows of A are read where they lie: a tile reads a few cache lines of each again and again, which the first-level cache holds.
        product.a = GemmPanels.OfRows(a, !a.Transposed || a.Stride <= InPlaceStride, packedA, depth);
        product.b = GemmPanels.OfColumns(b, !b.Transposed && (k * n <= InPlaceSize || b.Stride <= InPlaceStride), scratch, depth);
        product.finish = finish;
        product.rowOffset = rowOffset;
        product.sums = k > depth ? (float*)(((nint)(packedA + rows * depth) + 63) & ~63) : null;

        for (product.column = 0; product.column < n; product.column += columns)
        {
            for (product.row = 0; product.row < m; product.row += rows)
            {
                nint p = 0;
                do
                {
                    product.depth = Math.Min(depth, k - p);
                    product.resume = p > 0;
                    product.last = p + product.depth >= k;
                    product.packColumns = product.row == 0 || k > depth;
                    product.a.MoveTo(product.row, Math.Min(rows, m - product.row), p, product.depth);
                    product.b.MoveTo(product.column, Math.Min(columns, n - product.column), p, product.depth);
                    product.RunBlock(pool);
                    p += depth;
                }
                while (p < k);
            }
        }
    }

    private void RunBlock(WorkerPool? pool)
    {
        columnChunks = GemmBlocking.Panels(b.Count, ChunkColumnPanels);

        // Enough chunks to even out the threads' speeds; where the cuts lie does not change any sum.
        var wanted = 4 * (pool?.Threads ?? 1) / columnChunks + 1;
        chunkRowPanels = Math.Clamp(a.Count / wanted, 1, ChunkRowPanels);
        rowChunks = GemmBlocking.Panels(a.Count, chunkRowPanels);

        // A thread begins with rows of its own, as in the loops before and behind a product, and goes over them with one part of B after the other.
        groupRows = GemmBlocking.Panels(rowChunks, pool?.Threads ?? 1);
        var packChunks = (packColumns ? b.PackChunks : 0) + a.PackChunks;

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
        var product = (GemmPackedProduct<S, F, I>*)state;
        var ofColumns = product->packColumns ? product->b.PackChunks : 0;
        if (chunk < ofColumns)
        {
            product->b.Pack(chunk);
        }
        else
        {
            product->a.Pack(chunk - ofColumns);
        }
    }

    // Row chunks in as many groups as there are threads, and a group's column by column; the last group may be lower.
    private readonly (nint Row, nint Column) Place(nint chunk)
    {
        var (group, place) = Math.DivRem(chunk, groupRows * columnChunks);
        var height = Math.Min(groupRows, rowChunks - (group * groupRows));
        return (((group * groupRows) + (place % height)) * chunkRowPanels, place / height * ChunkColumnPanels);
    }

    [SkipLocalsInit]
    private static void Compute(void* state, int chunk)
    {
        var product = (GemmPackedProduct<S, F, I>*)state;
        var memory = stackalloc float[GemmBlocking.TileSize + 16];
        var tile = (float*)(((nint)memory + 63) & ~63);
        var (firstRowPanel, firstColumnPanel) = product->Place(chunk);
        var endRowPanel = Math.Min(firstRowPanel + product->chunkRowPanels, product->a.Count);
        var columnPanels = product->b.Count;
        var endColumnPanel = Math.Min(firstColumnPanel + ChunkColumnPanels, columnPanels);
        for (var i = firstRowPanel; i < endRowPanel; i++)
        {
            var rows = product->a.Size(i);
            var a = product->a.At(i, out var aRow, out var aStep);
            for (var j = firstColumnPanel; j < endColumnPanel; j++)
            {
                var columns = product->b.Size(j);
                var b = product->b.At(j, out _, out var bStep);
                var sums = product->sums is null ? tile : product->sums + (i * columnPanels + j) * GemmBlocking.TileSize;
                GemmKernel<S, F, I>.Multiply(GemmBlocking.Height(rows), columns, product->depth, a, aRow, aStep, b, bStep, sums, product->resume);
                if (product->last)
                {
                    product->finish.Store(
                        sums, rows, columns, product->rowOffset + product->row + (i * GemmBlocking.PanelRows), product->column + (j * GemmBlocking.PanelColumns));
                }
            }
        }
    }
}
