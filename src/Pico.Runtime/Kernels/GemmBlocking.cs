using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>
/// How a product is cut up (Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication", 2008). The cuts
/// depend on the sizes alone, never on the machine's width or the number of threads.
/// </summary>
internal static class GemmBlocking
{
    /// <summary>Rows of a panel of packed A: the tallest tile.</summary>
    public const int PanelRows = 12;

    /// <summary>Columns of a panel of packed B: the widest tile.</summary>
    public const int PanelColumns = 32;

    /// <summary>Elements of a tile of sums.</summary>
    public const int TileSize = PanelRows * PanelColumns;

    /// <summary>
    /// Products per sum between two loads of it. The rows of A that a tile reads (48 KB) then come from the second-level cache, which gives more than
    /// a tile asks for; sums that wait come from further away.
    /// </summary>
    public const int MaxDepth = 1024;

    /// <summary>Rows and columns of an operand that is packed as a whole; they bound the scratch memory.</summary>
    public const int MaxRows = 128 * PanelRows;

    /// <summary>See <see cref="MaxRows"/>.</summary>
    public const int MaxColumns = 48 * PanelColumns;

    /// <summary>Sums that wait for the next block of k.</summary>
    public const int MaxSums = MaxRows * MaxColumns;

    /// <summary>The smallest tile height that holds so many rows.</summary>
    public static nint Height(nint rows) => rows == 1 ? 1 : rows + (rows & 1);

    /// <summary>Panels of <paramref name="panel"/> that cover <paramref name="size"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a division by a constant is none
    public static nint Panels(nint size, nint panel) => (size + panel - 1) / panel;

    /// <summary>Cuts <paramref name="size"/> into equal blocks of at most <paramref name="limit"/>, each a multiple of <paramref name="unit"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Block(nint size, nint limit, nint unit) =>
        Math.Max(unit, Panels(size <= limit ? size : Panels(size, Panels(size, limit)), unit) * unit);
}
