using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Images;

#pragma warning disable PICO4002 // every lane looks at a place of its own: that is what tracing rays is

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>
/// The pictures of a scene, all of them in one memory: three floats for each pixel, in linear units, rows from above. Between the middles of pixels they are interpolated.
/// </summary>
internal static class Pictures
{
    /// <summary>Whether a picture lies inside of memory; made-up numbers need not.</summary>
    /// <param name="pixels">The memory.</param>
    /// <param name="offset">Where the picture begins.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    public static bool Holds(ReadOnlySpan<float> pixels, int offset, int width, int height) =>
        width > 0 && height > 0 && width <= PictureReader.LargestSide && height <= PictureReader.LargestSide && offset >= 0 && offset <= pixels.Length - 3 * width * height;

    /// <summary>The colour at a place of a picture that memory holds; beyond the left and right edges it repeats.</summary>
    /// <param name="pixels">The memory.</param>
    /// <param name="offset">Where the picture begins.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="u">From the left edge, 0, to the right one, 1.</param>
    /// <param name="v">From the upper edge, 0, to the lower one, 1.</param>
    /// <param name="repeatsDown">Whether it repeats beyond the upper and lower edges too; else they go on.</param>
    public static Vec3 At(ReadOnlySpan<float> pixels, int offset, int width, int height, float u, float v, bool repeatsDown)
    {
        float x = (u - MathF.Floor(u)) * width - 0.5f, y = (repeatsDown ? v - MathF.Floor(v) : v) * height - 0.5f;
        float left = MathF.Floor(x), top = MathF.Floor(y);
        float across = x - left, down = y - top;
        int column = Inside((int)left < 0 ? width - 1 : (int)left, width), row = (int)top;
        var nextColumn = column + 1 < width ? column + 1 : 0;
        var nextRow = row + 1;
        if (repeatsDown)
        {
            row = Inside(row < 0 ? height - 1 : row, height);
            nextRow = row + 1 < height ? row + 1 : 0;
        }
        else
        {
            row = Inside(row, height);
            nextRow = Inside(nextRow, height);
        }

        int upper = offset + 3 * row * width, lower = offset + 3 * nextRow * width;
        var above = Traversal.Three(pixels, upper + 3 * column) * (1 - across) + Traversal.Three(pixels, upper + 3 * nextColumn) * across;
        var below = Traversal.Three(pixels, lower + 3 * column) * (1 - across) + Traversal.Three(pixels, lower + 3 * nextColumn) * across;
        return above * (1 - down) + below * down;
    }

    private static int Inside(int place, int count) => Math.Max(0, Math.Min(place, count - 1));
}
