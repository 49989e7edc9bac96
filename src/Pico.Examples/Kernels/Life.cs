using System.Runtime.InteropServices;

namespace Pico.Examples.Kernels;

/// <summary>
/// A generation of Conway's Game of Life (Gardner, "The fantastic combinations of John Conway's new solitaire game 'life'", 1970) over bytes that are 1
/// where a cell lives.
/// </summary>
public static partial class Life
{
    private const uint Threes = 0x03030303, Ones = 0x01010101, Below = 0x7F7F7F7F;

    /// <summary>Whether one cell of a row lives in the next generation.</summary>
    /// <param name="cell">Its place in the row.</param>
    /// <param name="above">The row above, with one more cell at each end.</param>
    /// <param name="row">The row itself, with one more cell at each end.</param>
    /// <param name="below">The row below, with one more cell at each end.</param>
    [Kernel]
    public static byte Cell([ElementIndex] int cell, ReadOnlySpan<byte> above, ReadOnlySpan<byte> row, ReadOnlySpan<byte> below)
    {
        var neighbours = above[cell] + above[cell + 1] + above[cell + 2] + row[cell] + row[cell + 2] + below[cell] + below[cell + 1] + below[cell + 2];
        return (byte)((neighbours | row[cell + 1]) == 3 ? 1 : 0); // three, or two beside a living one
    }

    /// <summary>
    /// Four cells in one number: counts stay below 16, so that no byte carries into the next one (Lamport, "Multiple byte processing with
    /// full-word instructions", 1975).
    /// </summary>
    /// <param name="northWest">Four cells of the row above, one to the left.</param>
    /// <param name="north">Four cells of the row above.</param>
    /// <param name="northEast">Four cells of the row above, one to the right.</param>
    /// <param name="west">Those to the left.</param>
    /// <param name="self">The four cells.</param>
    /// <param name="east">Those to the right.</param>
    /// <param name="southWest">Four cells of the row below, one to the left.</param>
    /// <param name="south">Four cells of the row below.</param>
    /// <param name="southEast">Four cells of the row below, one to the right.</param>
    [Kernel]
    public static uint FourCells(
        uint northWest, uint north, uint northEast, uint west, uint self, uint east, uint southWest, uint south, uint southEast)
    {
        var neighbours = northWest + north + northEast + west + east + southWest + south + southEast;
        var difference = (neighbours | self) ^ Threes;
        return (((difference + Below) >> 7) & Ones) ^ Ones; // 1 where the difference is 0
    }

    /// <summary>The next generation of a board with a dead border.</summary>
    /// <param name="board">The board, height + 2 rows of width + 2 cells; the border is 0.</param>
    /// <param name="next">Receives the next one; its border is left as it is.</param>
    /// <param name="width">The cells of a row without the border, a multiple of 4.</param>
    /// <exception cref="ArgumentException">The width is no multiple of 4, or a board does not consist of rows.</exception>
    public static void Step(ReadOnlySpan<byte> board, Span<byte> next, int width)
    {
        var stride = width + 2;
        if (width <= 0 || width % 4 != 0) throw new ArgumentException($"a row of {width} cells does not consist of fours: pad it with dead cells", nameof(width));
        if (board.Length % stride != 0 || next.Length != board.Length)
        {
            throw new ArgumentException($"boards of {board.Length} and {next.Length} cells are not the same rows of {stride}", nameof(board));
        }

        for (var at = stride; at < board.Length - stride; at += stride)
        {
            FourCells(
                Fours(board, at - stride, width), Fours(board, at - stride + 1, width), Fours(board, at - stride + 2, width),
                Fours(board, at, width), Fours(board, at + 1, width), Fours(board, at + 2, width),
                Fours(board, at + stride, width), Fours(board, at + stride + 1, width), Fours(board, at + stride + 2, width),
                MemoryMarshal.Cast<byte, uint>(next.Slice(at + 1, width)));
        }
    }

    private static ReadOnlySpan<uint> Fours(ReadOnlySpan<byte> board, int start, int width) => MemoryMarshal.Cast<byte, uint>(board.Slice(start, width));
}
