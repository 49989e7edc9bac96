namespace Pico.Kernels;

/// <summary>
/// How attention is cut up. The cuts depend on the position alone, so that a query's result does not depend on the queries
/// around it: a step of cached decoding gives the bits of the whole sequence.
/// </summary>
internal static class AttentionBlocking
{
    /// <summary>Queries, or keys in the backward pass, side by side in the lanes: the width of a tile.</summary>
    public const int Lanes = GemmBlocking.PanelColumns;

    /// <summary>Rows of a tile.</summary>
    public const int Rows = GemmBlocking.PanelRows;

    /// <summary>Keys between two corrections of the running sums; their scores (12 KB for 32 queries) stay in the first-level cache.</summary>
    public const int ForwardKeys = 8 * Rows;

    /// <summary>Panels of queries that share one packing of the keys.</summary>
    public const int ForwardPanels = 4;

    /// <summary>Queries of one task.</summary>
    public const int ForwardQueries = ForwardPanels * Lanes;

    /// <summary>Queries at a time in the backward pass.</summary>
    public const int BackwardQueries = 4 * Rows;

    /// <summary>Panels of keys that share one packing of the queries.</summary>
    public const int BackwardPanels = 4;

    /// <summary>Keys whose gradients are collected at a time.</summary>
    public const int BackwardKeys = BackwardPanels * Lanes;

    // Below so many multiply-adds waking other threads costs more than they bring.
    private const double AloneProducts = 256 * 1024;

    /// <summary>Whether one thread does it faster.</summary>
    public static bool IsSmall(in AttentionShape shape) => (double)shape.Batch * shape.Heads * shape.Queries * shape.Keys * shape.Depth <= AloneProducts;

    /// <summary>Whether a head is so short that what is asked for while the one before is computed is mostly still in a cache when its turn comes.</summary>
    public static bool IsForeseen(in AttentionShape shape) => Math.Max(shape.Queries, shape.Keys) <= 4 * BackwardKeys;

    /// <summary>Rounded up to whole panels of lanes.</summary>
    public static nint ToLanes(nint size) => GemmBlocking.Panels(size, Lanes) * Lanes;
}
