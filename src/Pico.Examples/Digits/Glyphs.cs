using System.Numerics;

namespace Pico.Examples.Digits;

/// <summary>
/// The shapes of the ten digits as a hand would draw them: strokes of points in a box from (-1, -1), top left, to (1, 1).
/// Several forms per digit where people differ.
/// </summary>
internal static class Glyphs
{
    private static readonly Vector2[][][][] Forms =
    [
        [[Arc(0, 0, 0.62f, 0.95f, -90, 270)], [Arc(0, 0, 0.45f, 0.95f, -60, 300)]],
        [[Line(0, -0.95f, 0, 0.95f)], [Line(-0.35f, -0.6f, 0.05f, -0.95f, 0.05f, 0.95f)],
            [Line(-0.35f, -0.6f, 0.05f, -0.95f, 0.05f, 0.95f), Line(-0.4f, 0.95f, 0.5f, 0.95f)]],
        [[[.. Arc(0, -0.45f, 0.55f, 0.5f, -170, 40), .. Line(-0.6f, 0.95f, 0.65f, 0.95f)]],
            [[.. Arc(0, -0.4f, 0.5f, 0.55f, -160, 60), .. Arc(-0.35f, 0.7f, 0.22f, 0.22f, 20, -200), .. Line(-0.1f, 0.8f, 0.7f, 0.9f)]]],
        [[[.. Arc(-0.05f, -0.48f, 0.5f, 0.46f, -150, 90), .. Arc(-0.05f, 0.46f, 0.58f, 0.48f, -90, 150)]],
            [[.. Line(-0.55f, -0.92f, 0.5f, -0.92f, -0.05f, -0.2f), .. Arc(-0.05f, 0.38f, 0.58f, 0.56f, -90, 150)]]],
        [[Line(0.2f, -0.95f, -0.65f, 0.35f, 0.65f, 0.35f), Line(0.3f, -0.3f, 0.3f, 0.95f)],
            [Line(-0.5f, -0.9f, -0.5f, 0.1f, 0.5f, 0.1f), Line(0.45f, -0.95f, 0.45f, 0.95f)]],
        [[[.. Line(0.55f, -0.92f, -0.4f, -0.92f, -0.48f, -0.15f), .. Arc(-0.02f, 0.36f, 0.58f, 0.58f, -130, 150)]],
            [[.. Line(-0.4f, -0.9f, -0.45f, -0.1f), .. Arc(-0.02f, 0.36f, 0.55f, 0.58f, -120, 150)], Line(-0.4f, -0.9f, 0.6f, -0.9f)]],
        [[[.. Arc(0.45f, 0.1f, 0.95f, 1.05f, -95, -180), .. Arc(0.02f, 0.45f, 0.52f, 0.5f, 180, -180)]],
            [[.. Line(0.35f, -0.95f, -0.4f, 0.15f), .. Arc(0.02f, 0.45f, 0.48f, 0.5f, 210, -150)]]],
        [[Line(-0.6f, -0.9f, 0.6f, -0.9f, -0.1f, 0.95f)],
            [Line(-0.6f, -0.9f, 0.6f, -0.9f, 0.0f, 0.95f), Line(-0.2f, 0.05f, 0.5f, 0.05f)]],
        [[Arc(0, -0.47f, 0.45f, 0.46f, 90, 450), Arc(0, 0.47f, 0.55f, 0.48f, -90, 270)],
            [[.. Arc(0, -0.47f, 0.42f, 0.46f, -30, -270), .. Arc(0, 0.47f, 0.5f, 0.48f, -90, 270), .. Line(0, -0.02f, 0.36f, -0.7f)]]],
        [[Arc(-0.02f, -0.43f, 0.5f, 0.5f, 0, 360), Line(0.48f, -0.45f, 0.42f, 0.2f, 0.1f, 0.95f)],
            [Arc(-0.05f, -0.43f, 0.48f, 0.48f, 0, 360), Line(0.45f, -0.9f, 0.45f, 0.95f)]],
    ];

    /// <summary>How many forms a digit has.</summary>
    public static int FormCount(int digit) => Forms[digit].Length;

    /// <summary>The strokes of one form; each is a chain of points joined by straight lines.</summary>
    public static IReadOnlyList<Vector2[]> Strokes(int digit, int form) => Forms[digit][form];

    private static Vector2[] Line(params ReadOnlySpan<float> coordinates)
    {
        var points = new Vector2[coordinates.Length / 2];
        for (var i = 0; i < points.Length; i++) points[i] = new Vector2(coordinates[2 * i], coordinates[(2 * i) + 1]);
        return points;
    }

    // Angles in degrees, 0 to the right and growing clockwise, as y points down.
    private static Vector2[] Arc(float x, float y, float radiusX, float radiusY, float from, float to)
    {
        var points = new Vector2[2 + (int)(MathF.Abs(to - from) / 24f)];
        for (var i = 0; i < points.Length; i++)
        {
            var (sin, cos) = MathF.SinCos((from + ((to - from) * i / (points.Length - 1))) * (MathF.PI / 180f));
            points[i] = new Vector2(x + (radiusX * cos), y + (radiusY * sin));
        }

        return points;
    }
}
