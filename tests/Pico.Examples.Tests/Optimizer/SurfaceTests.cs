using Pico.Examples.Optimizer;

namespace Pico.Examples.Tests.Optimizer;

/// <summary>The two surfaces, their generated gradients, and the contours drawn of them.</summary>
public class SurfaceTests
{
    public static TheoryData<string> Names => [.. Surface.All.Select(surface => surface.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_gradients_are_central_differences(string name)
    {
        var surface = Surface.All.Single(candidate => candidate.Name == name);
        const double h = 1e-5;
        foreach (var (x, y) in new[] { (-1.5, 2.0), (0.3, -0.7), (2.1, 1.1), (1, 1) })
        {
            var (dx, dy) = surface.Gradient(x, y);
            Assert.Equal((surface.Value(x + h, y) - surface.Value(x - h, y)) / (2 * h), dx, 1e-4);
            Assert.Equal((surface.Value(x, y + h) - surface.Value(x, y - h)) / (2 * h), dy, 1e-4);
        }

        Assert.Equal(0, surface.Value(surface.Minimum.X, surface.Minimum.Y), 1e-15);
        Assert.Equal((0.0, 0.0), surface.Gradient(surface.Minimum.X, surface.Minimum.Y));
    }

    [Fact]
    public void A_contour_lies_at_its_height()
    {
        var circle = new Surface("circle", (x, y) => (x * x) + (y * y), (x, y) => (2 * x, 2 * y), (1, 1), (0, 0), -2, 2, -2, 2);
        var pieces = Contours.At(circle, 64, 1).ToList();
        Assert.All(pieces, piece => Assert.InRange(Math.Sqrt((piece.From.X * piece.From.X) + (piece.From.Y * piece.From.Y)), 0.99, 1.01));
        var length = pieces.Sum(piece => Math.Sqrt(Math.Pow(piece.From.X - piece.To.X, 2) + Math.Pow(piece.From.Y - piece.To.Y, 2)));
        Assert.Equal(2 * Math.PI, length, 0.01);
        Assert.Empty(Contours.At(circle, 64, 9));
    }
}
