using System.ComponentModel;

namespace Pico.Models;

/// <summary>
/// How generated loops are cut into chunks: by the sizes alone, never by the number of threads, so that results do not
/// depend on who runs which chunk.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Chunks
{
    // About 64 KB of floats: small enough to balance, large enough that handing out a chunk (about 0.1 µs) does not show.
    private const long Elements = 16 * 1024;

    /// <summary>
    /// How many columns a reduction down the columns takes at a time: four cache lines of each row. Narrower runs from rows that lie
    /// far apart wait for the memory and for its page table.
    /// </summary>
    public const int Strip = 64;

    /// <summary>The first address from here on that begins a cache line.</summary>
    /// <param name="memory">Memory with sixteen floats to spare.</param>
    public static unsafe float* Align(float* memory) => (float*)(((nint)memory + 63) & ~63);

    /// <summary>How many chunks a loop over rows has.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The elements of one row.</param>
    public static int OfRows(nint rows, nint columns) => checked((int)((rows + RowsPerChunk(columns) - 1) / RowsPerChunk(columns)));

    /// <summary>The rows of one chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="columns">The elements of one row.</param>
    public static (nint First, nint Last) Rows(int chunk, nint rows, nint columns)
    {
        var first = chunk * RowsPerChunk(columns);
        return (first, Math.Min(rows, first + RowsPerChunk(columns)));
    }

    /// <summary>
    /// How many chunks a loop over rows has that also reduces down the columns: each chunk leaves its share of that, and too many shares
    /// would be as much memory as the rows.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The elements of one row.</param>
    /// <param name="most">The most shares.</param>
    public static int OfShares(nint rows, nint columns, int most) => checked((int)((rows + RowsPerShare(rows, columns, most) - 1) / RowsPerShare(rows, columns, most)));

    /// <summary>The rows of one such chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="columns">The elements of one row.</param>
    /// <param name="most">The most shares.</param>
    public static (nint First, nint Last) Share(int chunk, nint rows, nint columns, int most)
    {
        var first = chunk * RowsPerShare(rows, columns, most);
        return (first, Math.Min(rows, first + RowsPerShare(rows, columns, most)));
    }

    /// <summary>How many chunks a loop over the elements of a contiguous array has.</summary>
    /// <param name="length">The elements.</param>
    public static int OfElements(nint length) => checked((int)((length + (nint)Elements - 1) / (nint)Elements));

    /// <summary>The elements of one chunk; every chunk but the last is a multiple of sixteen long.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="length">All elements.</param>
    public static (nint First, nint Last) ElementRange(int chunk, nint length)
    {
        var first = chunk * (nint)Elements;
        return (first, Math.Min(length, first + (nint)Elements));
    }

    /// <summary>How many chunks a reduction down the columns of [outer, length, columns] has.</summary>
    /// <param name="outer">How many independent matrices there are.</param>
    /// <param name="length">How many rows are reduced.</param>
    /// <param name="columns">How many columns there are.</param>
    public static int OfColumns(nint outer, nint length, nint columns) => checked((int)(outer * StripsPerMatrix(length, columns)));

    /// <summary>The columns of one chunk, and the first row of its matrix.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="length">How many rows are reduced.</param>
    /// <param name="columns">How many columns there are.</param>
    public static (nint Outer, nint First, nint Last) Columns(int chunk, nint length, nint columns)
    {
        var strips = StripsPerMatrix(length, columns);
        var width = StripWidth(length);
        var first = chunk % strips * width;
        return (chunk / strips, first, Math.Min(columns, first + width));
    }

    private static nint RowsPerChunk(nint columns) => (nint)Math.Max(1, Elements / Math.Max((long)columns, 1));

    private static nint RowsPerShare(nint rows, nint columns, int most) => Math.Max(RowsPerChunk(columns), (rows + most - 1) / most);

    private static nint StripWidth(nint length) => (nint)(Math.Max(1, Elements / Math.Max((long)length, 1) / Strip) * Strip);

    private static nint StripsPerMatrix(nint length, nint columns) => (columns + StripWidth(length) - 1) / StripWidth(length);
}
