namespace Pico.Kernels;

/// <summary>How <see cref="GemmPackedProduct{S, F, I}"/> cuts a product, and the memory that this takes. It depends on the sizes alone.</summary>
internal readonly struct GemmCut
{
    // A chunk's rows (384 KB) and the columns that it multiplies them with before it turns to others (512 KB) should stay in the second-level
    // cache. So many panels at full depth, and more where rows are short.
    private const nint DeepRowPanels = 8;
    private const nint DeepColumnPanels = 4;
    private const nint MostPanels = 64;

    // Where both operands lie across, a row of memory for each p, and are more than half a megabyte, they come from far away, and slowly, because no
    // processor foresees such steps: tiles ask for what later ones read. The cache lines of a panel share few places in the second-level
    // cache, too, of which shorter and fewer panels need less.
    private const nint NearSize = 128 * 1024;
    private const nint ForeseenDepth = 512;
    private const nint ForeseenColumnPanels = 2;

    /// <summary>The cut of [m, k] · [k, n].</summary>
    public GemmCut(nint m, nint n, nint k, bool aIsTransposed)
    {
        // Threads that divide the rows all read B; threads that divide the columns all read A and share the lines of C.
        DividesRows = (double)k * n <= (double)m * (k + n);
        IsForeseen = aIsTransposed && (m + n) * k > NearSize;
        var (mostDepth, columnPanels) = IsForeseen ? (ForeseenDepth, ForeseenColumnPanels) : (GemmBlocking.MaxDepth, DeepColumnPanels);
        Depth = GemmBlocking.Block(k, mostDepth, 8);
        HasSums = k > Depth;
        RowPanels = Math.Min(MostPanels, DeepRowPanels * GemmBlocking.MaxDepth / Depth);
        ColumnPanels = Math.Min(MostPanels, columnPanels * mostDepth / Depth);

        // The side that chunks divide is bounded by the sums alone, which wait only if there is more than one block of k.
        if (DividesRows)
        {
            Columns = GemmBlocking.Block(n, GemmBlocking.MaxColumns, GemmBlocking.PanelColumns);
            Rows = HasSums ? GemmBlocking.Block(m, GemmBlocking.MaxSums / Columns, GemmBlocking.PanelRows) : m;
        }
        else
        {
            Rows = GemmBlocking.Block(m, GemmBlocking.MaxRows, GemmBlocking.PanelRows);
            Columns = HasSums ? GemmBlocking.Block(n, GemmBlocking.MaxSums / Rows, GemmBlocking.PanelColumns) : n;
        }
    }

    /// <summary>Whether chunks divide the rows; otherwise the columns.</summary>
    public bool DividesRows { get; }

    /// <summary>Whether tiles ask for columns that later ones read, besides rows.</summary>
    public bool IsForeseen { get; }

    /// <summary>Panels of rows of a chunk, at most.</summary>
    public nint RowPanels { get; }

    /// <summary>Panels of columns at a time.</summary>
    public nint ColumnPanels { get; }

    /// <summary>Rows of a block.</summary>
    public nint Rows { get; }

    /// <summary>Columns of a block.</summary>
    public nint Columns { get; }

    /// <summary>Products of a block's sums.</summary>
    public nint Depth { get; }

    /// <summary>Whether sums wait for further blocks of k.</summary>
    public bool HasSums { get; }

    /// <summary>Floats of the operand that all chunks have in common.</summary>
    public nint CommonSize => (DividesRows ? Columns : Rows) * Depth;

    /// <summary>Floats of a chunk's part of the other one.</summary>
    public nint OwnSize => (DividesRows ? RowPanels * GemmBlocking.PanelRows : ColumnPanels * GemmBlocking.PanelColumns) * Depth;

    /// <summary>All floats of scratch memory.</summary>
    public long ScratchSize(int threads) => CommonSize + threads * OwnSize + (HasSums ? Rows * Columns : 0) + 32;
}
