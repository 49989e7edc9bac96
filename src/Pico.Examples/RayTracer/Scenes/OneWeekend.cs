using System.Globalization;
using System.Text;
using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>The last scene of Shirley's "Ray Tracing in One Weekend", by the book's rules: a field of small spheres around three large ones.</summary>
internal static class OneWeekend
{
    private const int Seed = 1; // of the field; the book's own random numbers differ from one run to the next

    public static string Text()
    {
        var random = new Random(Seed);
        var text = new StringBuilder("""
            # The last scene of "Ray Tracing in One Weekend": https://raytracing.github.io
            camera from (13, 2, 3) at (0, 0, 0) fov 20 aperture 0.1 focus 10
            sky (1, 1, 1) to (0.5, 0.7, 1)
            material ground lambert (0.5, 0.5, 0.5)
            material glass dielectric 1.5
            material brown lambert (0.4, 0.2, 0.1)
            material mirror metal (0.7, 0.6, 0.5)
            sphere (0, -1000, 0) radius 1000 of ground
            sphere (0, 1, 0) radius 1 of glass
            sphere (-4, 1, 0) radius 1 of brown
            sphere (4, 1, 0) radius 1 of mirror

            """);
        for (var a = -11; a < 11; a++)
        {
            for (var b = -11; b < 11; b++)
            {
                double choice = random.NextDouble(), x = a + (0.9 * random.NextDouble()), z = b + (0.9 * random.NextDouble());
                if (new Vec3((float)x - 4, 0, (float)z).LengthSquared <= 0.9f * 0.9f) continue;
                var name = choice < 0.95 ? string.Create(CultureInfo.InvariantCulture, $"small{a + 11}-{b + 11}") : "glass";
                if (choice < 0.8) Line($"material {name} lambert ({Squared()}, {Squared()}, {Squared()})");
                else if (choice < 0.95) Line($"material {name} metal ({Bright()}, {Bright()}, {Bright()}) fuzz {0.5 * random.NextDouble():F4}");
                Line($"sphere ({x:F4}, 0.2, {z:F4}) radius 0.2 of {name}");
            }
        }

        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        string Squared() => (random.NextDouble() * random.NextDouble()).ToString("F4", CultureInfo.InvariantCulture);
        string Bright() => (0.5 + (0.5 * random.NextDouble())).ToString("F4", CultureInfo.InvariantCulture);
    }
}
