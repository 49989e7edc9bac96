using Pico.Examples.RayTracer.Images;

namespace Pico.Examples.RayTracer.Rendering;

/// <summary>What paths have found so far, pixel by pixel. A pixel is written by one thread at a time.</summary>
/// <param name="width">Pixels of a row.</param>
/// <param name="height">Rows.</param>
public sealed class Film(int width, int height)
{
    private readonly double[] sums = new double[checked(width * height * 3)]; // in double precision the order of ten thousand samples leaves no trace in a float
    private readonly int[] counts = new int[width * height];

    /// <summary>How many paths a pixel has had.</summary>
    /// <param name="x">Its column.</param>
    /// <param name="y">Its row.</param>
    public int Samples(int x, int y) => counts[(y * width) + x];

    /// <summary>The mean of what was found; black where no path began yet.</summary>
    public Picture Develop()
    {
        var light = new float[sums.Length];
        for (var i = 0; i < light.Length; i++) light[i] = (float)(sums[i] / Math.Max(1, counts[i / 3]));
        return new Picture(width, height, light);
    }

    internal void Add(int x, int y, VectorStream found, int first, int count)
    {
        var pixel = (y * width) + x;
        for (var i = first; i < first + count; i++)
        {
            sums[3 * pixel] += found.X[i];
            sums[(3 * pixel) + 1] += found.Y[i];
            sums[(3 * pixel) + 2] += found.Z[i];
        }

        counts[pixel] += count;
    }
}
