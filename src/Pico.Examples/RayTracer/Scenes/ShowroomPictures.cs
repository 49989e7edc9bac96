using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Images;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>Pictures that the program makes by formulas, as files.</summary>
internal static class ShowroomPictures
{
    private static readonly Vec3 White = new(1, 1, 1);

    /// <summary>Four tiles with joints between them.</summary>
    public static byte[] Tiles() => Png(128, 128, (u, v) =>
    {
        double x = 2 * u % 1, y = 2 * v % 1;
        if (Math.Min(Math.Min(x, 1 - x), Math.Min(y, 1 - y)) < 0.03) return White * 0.08f;
        var vein = (float)(0.5 + (0.5 * Math.Sin((20 * u) + (4 * Math.Sin(12 * v)))));
        return (u < 0.5) == (v < 0.5) ? new Vec3(0.62f, 0.57f, 0.5f) * (0.85f + 0.15f * vein) : new Vec3(0.2f, 0.22f, 0.25f) * (0.8f + 0.2f * vein);
    });

    /// <summary>Land and sea of a planet that is none of ours.</summary>
    public static byte[] Globe() => Png(256, 128, (u, v) =>
    {
        double around = 2 * Math.PI * u, up = Math.PI * (v - 0.5);
        var height = Math.Sin((3 * around) + (2 * Math.Sin(4 * up))) + Math.Sin((5 * up) + (2 * Math.Cos(2 * around))) + (0.5 * Math.Sin((9 * around) - (7 * up)));
        if (Math.Abs(up) > 1.2 + (0.1 * Math.Sin(6 * around))) return White * 0.85f;
        return height > 0.35 ? new Vec3(0.2f, 0.42f, 0.1f) + new Vec3(0.3f, 0.1f, 0.05f) * (float)Math.Min(1, height - 0.35) : new Vec3(0.03f, 0.13f, 0.4f);
    });

    /// <summary>Waves on a vase.</summary>
    public static byte[] Glaze() => Png(128, 256, (u, v) =>
    {
        var wave = v + (0.02 * Math.Sin(2 * Math.PI * 2 * u));
        if (wave is > 0.34 and < 0.37 or > 0.63 and < 0.66) return new Vec3(0.75f, 0.6f, 0.25f);
        return wave is > 0.37 and < 0.63 && Math.Abs(Math.Sin(Math.PI * 2 * u) * 0.11) > Math.Abs(wave - 0.5) ? new Vec3(0.85f, 0.83f, 0.75f) : new Vec3(0.02f, 0.12f, 0.3f);
    });

    /// <summary>A low sun, and a sky that is warm beside it.</summary>
    public static byte[] Evening()
    {
        const int Width = 512, Height = 256;
        var sun = Direction(0.5, 0.5 - (14.0 / 180));
        return File(Width, Height, PfmWriter.Write, (u, v) =>
        {
            var direction = Direction(u, v);
            var near = Math.Max(0, Vec3.Dot(direction, sun));
            if (near > Math.Cos(2.0 * Math.PI / 180)) return new Vec3(420, 300, 170);
            if (direction.Y < 0) return new Vec3(0.09f, 0.08f, 0.07f);
            var low = (float)Math.Pow(1 - direction.Y, 4);
            var glow = (float)(Math.Pow(near, 6) * (0.3 + (0.7 * low)) + (4 * Math.Pow(near, 200)));
            return new Vec3(0.12f, 0.24f, 0.55f) * (1 - low) + new Vec3(0.5f, 0.4f, 0.38f) * low + new Vec3(1.3f, 0.65f, 0.25f) * glow;
        });
    }

    // As a picture that lies all around has it.
    private static Vec3 Direction(double u, double v)
    {
        double around = 2 * Math.PI * (u - 0.5), angle = Math.PI * v;
        return new((float)(Math.Sin(angle) * Math.Sin(around)), (float)Math.Cos(angle), (float)(-Math.Sin(angle) * Math.Cos(around)));
    }

    // v goes up.
    private static byte[] Png(int width, int height, Func<double, double, Vec3> colour) => File(width, height, PngWriter.Write, (u, v) => colour(u, 1 - v));

    private static byte[] File(int width, int height, Action<Picture, Stream> write, Func<double, double, Vec3> colour)
    {
        var light = new float[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            (light[3 * i], light[(3 * i) + 1], light[(3 * i) + 2]) = colour(((i % width) + 0.5) / width, ((i / width) + 0.5) / height);
        }

        using var file = new MemoryStream();
        write(new Picture(width, height, light), file);
        return file.ToArray();
    }
}
