using Pico.Examples.Kernels;

#pragma warning disable PICO4002 // every lane looks at a place of its own: that is what tracing rays is

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>
/// A picture that lies all around, by longitude and latitude: what light comes from a direction, how to choose one where much comes from, and how likely it was. The choice is
/// the same everywhere in a pixel: first a row by the light of its pixels, then one of them, both by their running sums (Pharr and Humphreys, "Physically Based Rendering",
/// 14.2.4). A table holds the sums of rows, height + 1 of them, then width + 1 for each row; each begins with 0 and ends with 1.
/// </summary>
internal static class EnvironmentMap
{
    private const float Pi = 3.14159265358979f;

    /// <summary>Whether there is a picture, in memory that holds it and its table.</summary>
    public static bool Exists(in SkyView sky, ReadOnlySpan<float> pixels, ReadOnlySpan<float> table) =>
        Pictures.Holds(pixels, sky.Picture, sky.Width, sky.Height) && TableSize(sky.Width, sky.Height) <= table.Length;

    /// <summary>The floats of a picture's table.</summary>
    public static int TableSize(int width, int height) => height + 1 + height * (width + 1);

    /// <summary>What light comes from a direction.</summary>
    public static Vec3 Light(in SkyView sky, in Vec3 direction, ReadOnlySpan<float> pixels)
    {
        var ring = MathF.Sqrt(direction.X * direction.X + direction.Z * direction.Z);
        return Pictures.At(pixels, sky.Picture, sky.Width, sky.Height, Longitude(sky, direction), 2 * Angles.Turns(ring, direction.Y), repeatsDown: false);
    }

    /// <summary>Chooses a direction.</summary>
    /// <param name="sky">The picture.</param>
    /// <param name="table">Its table.</param>
    /// <param name="random">The numbers of the path.</param>
    /// <param name="density">How likely the direction was, for each unit of solid angle.</param>
    public static Vec3 Choose(in SkyView sky, ReadOnlySpan<float> table, ref PathRandom random, out float density)
    {
        float down = random.Next(), across = random.Next();
        var row = Find(table, 0, sky.Height, down);
        var columns = RowAt(sky, row);
        var column = Find(table, columns, sky.Width, across);
        float rowStart = table[row], rowShare = table[row + 1] - rowStart, start = table[columns + column], share = table[columns + column + 1] - start;
        var v = (row + Within(down - rowStart, rowShare)) / sky.Height;
        var u = (column + Within(across - start, share)) / sky.Width;
        float sine, cosine, x, z;
        Angles.SineCosine(0.5f * v, out sine, out cosine);
        Angles.SineCosine(u - sky.Turn - 0.5f, out x, out z);
        density = PerAngle(sky, rowShare * share, sine);
        return new Vec3(sine * x, cosine, -sine * z);
    }

    /// <summary>How likely <see cref="Choose"/> is to give a direction, for each unit of solid angle.</summary>
    public static float Density(in SkyView sky, in Vec3 direction, ReadOnlySpan<float> table)
    {
        var ring = MathF.Sqrt(direction.X * direction.X + direction.Z * direction.Z);
        var u = Longitude(sky, direction);
        var column = Inside((int)((u - MathF.Floor(u)) * sky.Width), sky.Width);
        var row = Inside((int)(2 * Angles.Turns(ring, direction.Y) * sky.Height), sky.Height);
        var columns = RowAt(sky, row) + column;
        return PerAngle(sky, (table[row + 1] - table[row]) * (table[columns + 1] - table[columns]), ring);
    }

    private static float Longitude(in SkyView sky, in Vec3 direction) => 0.5f + Angles.Turns(direction.X, -direction.Z) + sky.Turn;

    // A pixel is 2π / width wide times the sine of its angle to the vertical, and π / height high.
    private static float PerAngle(in SkyView sky, float share, float sine) => share * sky.Width * sky.Height / (2 * Pi * Pi * MathF.Max(sine, 1e-6f));

    private static int RowAt(in SkyView sky, int row) => sky.Height + 1 + row * (sky.Width + 1);

    private static float Within(float beyond, float share) => share > 0 ? MathF.Min(beyond / share, 0.9999999f) : 0.5f;

    private static int Inside(int place, int count) => Math.Max(0, Math.Min(place, count - 1));

    // The last of some running sums that is not above a value.
    private static int Find(ReadOnlySpan<float> table, int at, int count, float value)
    {
        int low = 0, high = count;
        while (high - low > 1)
        {
            var middle = (low + high) >> 1;
            if (table[at + middle] <= value) low = middle;
            else high = middle;
        }

        return low;
    }
}
