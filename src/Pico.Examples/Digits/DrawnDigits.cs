using System.Numerics;

namespace Pico.Examples.Digits;

/// <summary>
/// Draws digits that look written by hand, so that the program can train where no data is: strokes under a random affine
/// map with trembling points, random pen and pressure, smudges and noise. Image n of a seed is always the same image.
/// </summary>
internal static class DrawnDigits
{
    public const int TrainingCount = 20_000;
    public const int TestCount = 4_000;

    /// <summary>Draws a training and a test set that share no image.</summary>
    public static DigitsData Draw(long seed) => new(
        $"digits drawn with seed {seed}",
        Draw(seed, first: 0, TrainingCount),
        Draw(seed, first: TrainingCount, TestCount));

    /// <summary>Draws the images <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1 of a seed.</summary>
    public static LabelledImages Draw(long seed, int first, int count)
    {
        var images = new byte[count * LabelledImages.Pixels];
        var labels = new byte[count];
        Parallel.For(0, count, index =>
        {
            var random = new CounterRandom(seed, first + index);
            var digit = (first + index) % 10;
            labels[index] = (byte)digit;
            DrawOne(digit, ref random, images.AsSpan(index * LabelledImages.Pixels, LabelledImages.Pixels));
        });
        return new LabelledImages(images, labels);
    }

    private static void DrawOne(int digit, ref CounterRandom random, Span<byte> image)
    {
        Span<float> ink = stackalloc float[LabelledImages.Pixels];
        ink.Clear();
        var map = RandomMap(ref random);
        var radius = random.NextFloat(0.55f, 1.45f); // half the pen's width, in pixels
        var tremble = random.NextFloat(0f, 0.45f);
        foreach (var stroke in Glyphs.Strokes(digit, random.NextInt(Glyphs.FormCount(digit))))
        {
            var previous = Place(stroke[0], map, tremble, ref random);
            for (var i = 1; i < stroke.Length; i++)
            {
                var next = Place(stroke[i], map, tremble, ref random);
                StrokeSegment(ink, previous, next, radius);
                previous = next;
            }
        }

        Smudge(ink, ref random);
        var pressure = random.NextFloat(0.75f, 1f);
        var noise = random.NextFloat(0f, 0.12f);
        for (var i = 0; i < ink.Length; i++)
        {
            var value = (ink[i] * pressure) + (noise * (random.NextFloat() + random.NextFloat() - 1f));
            image[i] = (byte)(255f * Math.Clamp(value, 0f, 1f) + 0.5f);
        }
    }

    private static Matrix3x2 RandomMap(ref CounterRandom random)
    {
        var size = random.NextFloat(7.5f, 10.5f);
        var stretch = random.NextFloat(0.85f, 1.15f);
        return Matrix3x2.CreateScale(size * stretch * 0.95f, size / stretch)
            * Matrix3x2.CreateSkew(random.NextFloat(-0.35f, 0.2f), 0f)
            * Matrix3x2.CreateRotation(random.NextFloat(-0.25f, 0.25f))
            * Matrix3x2.CreateTranslation(13.5f + random.NextFloat(-2f, 2f), 13.5f + random.NextFloat(-2f, 2f));
    }

    private static Vector2 Place(Vector2 point, in Matrix3x2 map, float tremble, ref CounterRandom random) =>
        Vector2.Transform(point, map) + (tremble * new Vector2(random.NextFloat(-1f, 1f), random.NextFloat(-1f, 1f)));

    // Anti-aliased: the ink of a pixel falls from one to zero over one pixel of distance at the edge of the pen.
    private static void StrokeSegment(Span<float> ink, Vector2 from, Vector2 to, float radius)
    {
        var reach = radius + 1f;
        var direction = to - from;
        var lengthSquared = MathF.Max(direction.LengthSquared(), 1e-6f);
        var (left, right) = PixelRange(from.X, to.X, reach);
        var (top, bottom) = PixelRange(from.Y, to.Y, reach);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var pixel = new Vector2(x, y);
                var along = Math.Clamp(Vector2.Dot(pixel - from, direction) / lengthSquared, 0f, 1f);
                var coverage = Math.Clamp(radius + 0.5f - Vector2.Distance(pixel, from + (along * direction)), 0f, 1f);
                ref var value = ref ink[(y * LabelledImages.Side) + x];
                value = MathF.Max(value, coverage);
            }
        }
    }

    private static (int First, int Last) PixelRange(float a, float b, float reach) => (
        Math.Max(0, (int)MathF.Floor(MathF.Min(a, b) - reach)),
        Math.Min(LabelledImages.Side - 1, (int)MathF.Ceiling(MathF.Max(a, b) + reach)));

    // Now and then a short stray stroke, as of a pen that did not lift in time.
    private static void Smudge(Span<float> ink, ref CounterRandom random)
    {
        if (random.NextFloat() > 0.2f) return;
        var from = new Vector2(random.NextFloat(1f, 26f), random.NextFloat(1f, 26f));
        var to = from + new Vector2(random.NextFloat(-4f, 4f), random.NextFloat(-4f, 4f));
        StrokeSegment(ink, from, to, random.NextFloat(0.3f, 0.7f));
    }
}
