namespace Pico.Kernels;

/// <summary>How <see cref="GemmPackedProduct{S, F, I}"/> cuts a product, and the memory that this takes. It depends on the sizes alone.</summary>
internal readonly struct GemmCut
{
    // A chunk's rows (384 KB) and the columns that it multiplies them with before it turns to others (512 KB) should stay in the second-level
    // cache. So many panels at full depth, and more where rows are short.
    private const nint DeepRowPanels = 8;
    private const nint DeepColumnPanels = 4;
    private const nint MostPanels = 64;

    /// <summary>The cut of [m, k] · [k, n].</summary>
    public GemmCut(nint m, nint n, nint k)
    {
        // Threads that divide the rows all read B; threads that divide the columns all read A and share the lines of C.
        DividesRows = (double)k * n <= (double)m * (k + n);
        Depth = GemmBlocking.Block(k, GemmBlocking.MaxDepth, 8);
        HasSums = k > Depth;
        RowPanels = Math.Min(MostPanels, DeepRowPanels * GemmBlocking.MaxDepth / Depth);
        ColumnPanels = Math.Min(MostPanels, DeepColumnPanels * GemmBlocking.MaxDepth / Depth);

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
