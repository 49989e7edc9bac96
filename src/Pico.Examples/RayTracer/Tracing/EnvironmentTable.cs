using Pico.Examples.RayTracer.Images;

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>Makes the table by which directions of an <see cref="EnvironmentMap"/> are chosen.</summary>
public static class EnvironmentTable
{
    // What a pixel's neighbours give to the mean over the pixel, where light is interpolated between the middles of pixels.
    private const double OfNeighbour = 1.0 / 8, OfPixel = 6.0 / 8;

    /// <summary>Makes it. In double precision, and the density is later read from its differences: so it is that by which the choice was made, however it is rounded.</summary>
    /// <param name="picture">The picture.</param>
    public static float[] Of(Picture picture)
    {
        var (width, height) = (picture.Width, picture.Height);
        var table = new float[EnvironmentMap.TableSize(width, height)];
        var rows = new double[height];
        var weights = new double[width];
        for (var y = 0; y < height; y++)
        {
            var sky = Math.Cos(Math.PI * y / height) - Math.Cos(Math.PI * (y + 1) / height);
            for (var x = 0; x < width; x++)
            {
                weights[x] = sky * ((OfPixel * AcrossMean(picture, x, y)) + (OfNeighbour * (AcrossMean(picture, x, Math.Max(y - 1, 0)) + AcrossMean(picture, x, Math.Min(y + 1, height - 1)))));
            }

            rows[y] = Sum(weights, table.AsSpan(height + 1 + (y * (width + 1)), width + 1));
        }

        Sum(rows, table.AsSpan(0, height + 1));
        return table;
    }

    private static double AcrossMean(Picture picture, int x, int y) =>
        (OfPixel * Brightness(picture, x, y)) + (OfNeighbour * (Brightness(picture, x > 0 ? x - 1 : picture.Width - 1, y) + Brightness(picture, x + 1 < picture.Width ? x + 1 : 0, y)));

    private static double Brightness(Picture picture, int x, int y)
    {
        var at = ((y * picture.Width) + x) * 3;
        return (0.2126 * picture.Light[at]) + (0.7152 * picture.Light[at + 1]) + (0.0722 * picture.Light[at + 2]);
    }

    // Running sums from 0 to 1, and the whole; where all is dark, everything is as likely.
    private static double Sum(double[] weights, Span<float> sums)
    {
        var whole = weights.Sum();
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sums[i] = (float)(whole > 0 ? sum / whole : (double)i / weights.Length);
            sum += weights[i];
        }

        sums[weights.Length] = 1;
        return whole;
    }
}
