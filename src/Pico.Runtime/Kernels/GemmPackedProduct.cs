using System.Runtime.CompilerServices;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// The product of two matrices that are both larger than a tile: blocks of k outermost, and for each block one parallel phase that
/// multiplies panels. Chunks divide the rows or the columns, whichever leaves less that all threads read, and pack their own part where
/// it is not read in place; a phase before packs what they have in common. Sums that span several blocks of k wait in scratch memory,
/// so that the epilogue sees each element once.
/// </summary>
internal unsafe struct GemmPackedProduct<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const nint ChunksOfThread = 6; // whoever is done takes from the others

    // Lines that lie further apart are packed: each has a page of its own, and a tile's cache lines share few places in a cache.
    // Copies of nearer ones would save less than they take.
    private const nint InPlaceStride = 1023;

    private const nint LinesOfPanel = GemmBlocking.PanelColumns / CacheLine.Floats;

    private GemmPanels a;
    private GemmPanels b;
    private GemmFinish finish;
    private nint rowOffset;
    private bool dividesRows;
    private nint rowPanels;     // of a chunk, at most
    private nint columnPanels;

    private nint row;        // the block at hand
    private nint rows;
    private nint column;
    private nint columns;
    private nint p;
    private nint depth;
    private bool isForeseen; // whether tiles ask for columns that later ones read
    private bool resume;
    private bool last;

    private nint rowChunks;
    private nint columnChunks;
    private nint threads;

    private float* own;      // [threads][a chunk's panels]
    private nint ownSize;
    private float* sums;     // [row panels][column panels][12][32], or null when one block of k does it all

    /// <summary>Multiplies; on the calling thread alone if there is no pool.</summary>
    public static void Multiply(WorkerPool? pool, nint m, nint n, nint k, GemmOperand a, GemmOperand b, nint rowOffset, in GemmFinish finish, float* scratch)
    {
        var cut = new GemmCut(m, n, k, a.Transposed);
        var (rows, columns, depth) = (cut.Rows, cut.Columns, cut.Depth);
        GemmPackedProduct<S, F, I> product = default;
        product.threads = pool?.Threads ?? 1;
        product.dividesRows = cut.DividesRows;
        product.rowPanels = cut.RowPanels;
        product.columnPanels = cut.ColumnPanels;
        product.own = scratch + cut.CommonSize;
        product.ownSize = cut.OwnSize;

        // Rows of A are read where they lie: a tile reads a few cache lines of each again and again, which the first-level cache holds.
        product.a = GemmPanels.OfRows(a, !a.Transposed || a.Stride <= InPlaceStride, scratch, depth);
        product.b = GemmPanels.OfColumns(b, !b.Transposed && b.Stride <= InPlaceStride, scratch, depth);
        product.isForeseen = cut.IsForeseen;
        product.finish = finish;
        product.rowOffset = rowOffset;
        product.sums = cut.HasSums ? (float*)(((nint)(product.own + product.threads * product.ownSize) + 63) & ~63) : null;

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
                    product.RunBlock(pool);
                    product.p += depth;
                }
                while (product.p < k);
            }
        }
    }

    private void RunBlock(WorkerPool? pool)
    {
        a.MoveTo(row, rows, p, depth);
        b.MoveTo(column, columns, p, depth);
        Divide();
        var common = (int)(dividesRows ? b : a).PackChunks;
        var chunks = (int)(rowChunks * columnChunks);
        fixed (void* self = &this)
        {
            if (pool is not null)
            {
                pool.Run(&Pack, self, common);
                pool.Run(&Compute, self, chunks);
                return;
            }

            for (var chunk = 0; chunk < common; chunk++)
            {
                Pack(self, chunk);
            }

            for (var chunk = 0; chunk < chunks; chunk++)
            {
                Compute(self, chunk);
            }
        }
    }

    // As many chunks for each thread, and enough to even out the threads' speeds; where the cuts lie does not change any sum. The other side
    // is cut only if there is too little for all threads, since each of its pieces would pack the same again.
    private void Divide()
    {
        if (dividesRows)
        {
            rowChunks = Chunks(a.Count, rowPanels);
            columnChunks = Math.Min(b.Count, GemmBlocking.Panels(threads, rowChunks));
        }
        else
        {
            columnChunks = Chunks(b.Count, columnPanels);
            rowChunks = Math.Min(a.Count, GemmBlocking.Panels(threads, columnChunks));
        }
    }

    private readonly nint Chunks(nint panels, nint most)
    {
        var least = GemmBlocking.Panels(panels, most);
        return threads == 1 ? least : Math.Min(panels, GemmBlocking.Panels(Math.Max(least, ChunksOfThread * threads), threads) * threads);
    }

    private static void Pack(void* state, int chunk)
    {
        var product = (GemmPackedProduct<S, F, I>*)state;
        if (product->dividesRows)
        {
            product->b.Pack(chunk);
        }
        else
        {
            product->a.Pack(chunk);
        }
    }

    private static void Compute(void* state, int chunk)
    {
        var product = (GemmPackedProduct<S, F, I>*)state;
        nint firstRow = 0, rows = product->a.Count, firstColumn = 0, columns = product->b.Count;
        if (product->rowChunks > 1 || product->columnChunks > 1)
        {
            (firstRow, rows, firstColumn, columns) = product->Place(chunk);
        }

        var memory = product->own + (product->threads == 1 ? 0 : WorkerPool.CurrentWorker) * product->ownSize;
        if (product->dividesRows)
        {
            var left = product->a.Part(firstRow, rows, memory);
            for (nint j = 0; j < columns; j += product->columnPanels)
            {
                product->Multiply(left, 0, product->b, firstColumn + j, rows, Math.Min(product->columnPanels, columns - j), firstRow, firstColumn + j);
            }
        }
        else
        {
            product->Multiply(product->a, firstRow, product->b.Part(firstColumn, columns, memory), 0, rows, columns, firstRow, firstColumn);
        }
    }

    // The chunks of a thread's rows, or columns, one after the other.
    private readonly (nint FirstRow, nint Rows, nint FirstColumn, nint Columns) Place(nint chunk)
    {
        var (row, column) = dividesRows ? Math.DivRem(chunk, columnChunks) : (chunk % rowChunks, chunk / rowChunks);
        nint firstRow = row * a.Count / rowChunks, firstColumn = column * b.Count / columnChunks;
        return (firstRow, ((row + 1) * a.Count / rowChunks) - firstRow, firstColumn, ((column + 1) * b.Count / columnChunks) - firstColumn);
    }

    // So many panels of rows times so many panels of columns: the first of each among those given, and in the block.
    [SkipLocalsInit]
    private readonly void Multiply(in GemmPanels left, nint leftPanel, in GemmPanels right, nint rightPanel, nint rowPanels, nint columnPanels, nint firstRow, nint firstColumn)
    {
        var memory = stackalloc float[GemmBlocking.TileSize + 16];
        var own = (float*)(((nint)memory + 63) & ~63);
        for (nint i = 0; i < rowPanels; i++)
        {
            var height = left.Size(leftPanel + i);
            var x = left.At(leftPanel + i, out var xRow, out var xStep);

            // The first tile asks for the rows of the next, and those beside it, or every other one, for columns.
            var nextRows = a.Ahead(firstRow + i + 1, GemmBlocking.PanelRows - 1, last, out var nextRowsStep);
            var asksForRows = columnPanels > 1 || i % 2 == 0 || !isForeseen;
            for (nint j = 0; j < columnPanels; j++)
            {
                var width = right.Size(rightPanel + j);
                var y = right.At(rightPanel + j, out _, out var yStep);
                var tile = sums is null ? own : sums + ((firstRow + i) * b.Count + firstColumn + j) * GemmBlocking.TileSize;
                nint row = rowOffset + this.row + ((firstRow + i) * GemmBlocking.PanelRows), column = this.column + ((firstColumn + j) * GemmBlocking.PanelColumns);
                if (resume)
                {
                    Prefetch(tile + GemmBlocking.TileSize);
                }

                var taken = false;
                var ends = GemmTileSums.In(tile, resume);
                if (last)
                {
                    finish.Prefetch(height, width, row, column);
                    taken = finish.Takes(height, width, row, column, ref ends);
                }

                if (j == 0 && asksForRows)
                {
                    ends.Ahead = nextRows;
                    ends.AheadStep = nextRowsStep;
                }
                else if (isForeseen)
                {
                    AskForColumns(columnPanels > 1 ? i * (columnPanels - 1) + j - 1 : i / 2, firstColumn + columnPanels, columnPanels, ref ends);
                }

                GemmKernel<S, F, I>.Multiply(GemmBlocking.Height(height), width, depth, x, xRow, xStep, y, yStep, ends);
                if (last && !taken)
                {
                    finish.Store(tile, height, width, row, column);
                }
            }
        }
    }

    // The cache lines of the columns that come after those at hand, in order, as far as they will be multiplied together.
    private readonly void AskForColumns(nint line, nint first, nint columnPanels, ref GemmTileSums ends)
    {
        if (line < columnPanels * LinesOfPanel)
        {
            ends.Ahead = b.Ahead(first + line / LinesOfPanel, line % LinesOfPanel * CacheLine.Floats, last, out ends.AheadStep);
        }
    }

    // The sums of the next tile may come from far away, and nothing else can be done before they are there.
    private static void Prefetch(float* sums)
    {
        for (nint line = 0; line < GemmBlocking.TileSize; line += CacheLine.Floats)
        {
            CacheLine.Prefetch(sums + line);
        }
    }
}
