namespace Pico.Examples.Optimizer;

/// <summary>Lines of equal height, by marching squares (Lorensen and Cline 1987, in the plane).</summary>
internal static class Contours
{
    /// <summary>The pieces of the line at a height, on a grid over a surface's part of the plane.</summary>
    /// <param name="surface">The surface.</param>
    /// <param name="cells">The cells of the grid along each side.</param>
    /// <param name="height">The height.</param>
    public static IEnumerable<((double X, double Y) From, (double X, double Y) To)> At(Surface surface, int cells, double height)
    {
        var corners = new List<(double X, double Y)>(4);
        for (var row = 0; row < cells; row++)
        {
            for (var column = 0; column < cells; column++)
            {
                // A saddle has four crossings, and is cut into two pieces in the order of its sides.
                corners.Clear();
                var square = new[] { Point(column, row), Point(column + 1, row), Point(column + 1, row + 1), Point(column, row + 1) };
                for (var side = 0; side < 4; side++)
                {
                    var (a, b) = (square[side], square[(side + 1) % 4]);
                    if (a.Value < height == b.Value < height) continue;
                    var part = (height - a.Value) / (b.Value - a.Value);
                    corners.Add((a.X + (part * (b.X - a.X)), a.Y + (part * (b.Y - a.Y))));
                }

                for (var i = 0; i + 1 < corners.Count; i += 2) yield return (corners[i], corners[i + 1]);
            }
        }

        (double X, double Y, double Value) Point(int column, int row)
        {
            var (x, y) = (surface.Left + ((surface.Right - surface.Left) * column / cells), surface.Bottom + ((surface.Top - surface.Bottom) * row / cells));
            return (x, y, surface.Value(x, y));
        }
    }
}
