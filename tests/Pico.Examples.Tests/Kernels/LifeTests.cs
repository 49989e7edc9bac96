using Pico.Examples.Kernels;

namespace Pico.Examples.Tests.Kernels;

/// <summary>Patterns whose fate is known, and both forms of a generation against each other.</summary>
public class LifeTests
{
    [Fact]
    public void A_glider_moves_by_one_cell_in_four_generations()
    {
        const int Width = 20, Stride = Width + 2;
        var board = new byte[Stride * 12];
        Place(board, Stride, 1, 1, ".O.", "..O", "OOO");
        for (var generation = 0; generation < 4; generation++)
        {
            var next = new byte[board.Length];
            Life.Step(board, next, Width);
            board = next;
        }

        var expected = new byte[board.Length];
        Place(expected, Stride, 2, 2, ".O.", "..O", "OOO");
        Assert.Equal(expected, board);
    }

    [Fact]
    public void Four_cells_to_a_lane_live_as_one_to_a_lane_and_as_one_alone()
    {
        const int Width = 100, Height = 9, Stride = Width + 2;
        var random = new Random(1);
        var board = new byte[Stride * (Height + 2)];
        for (var row = 1; row <= Height; row++)
        {
            for (var i = 1; i <= Width; i++) board[row * Stride + i] = (byte)random.Next(2);
        }

        byte[] fours = new byte[board.Length], cells = new byte[board.Length], alone = new byte[board.Length];
        Life.Step(board, fours, Width);
        for (var at = Stride; at <= Height * Stride; at += Stride)
        {
            Life.Cell(board.AsSpan(at - Stride, Stride), board.AsSpan(at, Stride), board.AsSpan(at + Stride, Stride), cells.AsSpan(at + 1, Width));
            for (var i = 1; i <= Width; i++)
            {
                var around = from dy in new[] { -Stride, 0, Stride } from dx in new[] { -1, 0, 1 } where dx != 0 || dy != 0 select (int)board[at + dy + i + dx];
                alone[at + i] = (byte)(around.Sum() is var sum && sum == 3 || (sum == 2 && board[at + i] == 1) ? 1 : 0);
            }
        }

        Assert.Equal(alone, cells);
        Assert.Equal(alone, fours);
    }

    [Theory]
    [InlineData(6, 24, 24, "a row of 6 cells does not consist of fours")]
    [InlineData(4, 24, 30, "boards of 24 and 30 cells are not the same rows of 6")]
    [InlineData(4, 25, 25, "boards of 25 and 25 cells are not the same rows of 6")]
    public void What_is_no_board_is_refused(int width, int length, int nextLength, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => Life.Step(new byte[length], new byte[nextLength], width)).Message, StringComparison.Ordinal);

    private static void Place(byte[] board, int stride, int top, int left, params string[] rows)
    {
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < rows[y].Length; x++) board[(top + 1 + y) * stride + left + 1 + x] = (byte)(rows[y][x] == 'O' ? 1 : 0);
        }
    }
}
