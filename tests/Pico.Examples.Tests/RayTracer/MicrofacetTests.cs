using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Scenes;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>Rough surfaces against integrals in double precision, by formulas that are written out here once more.</summary>
public class MicrofacetTests
{
    private const double Head = 0.04; // of a coat of index 1.5

    public static TheoryData<int, double, double> Cases
    {
        get
        {
            var cases = new TheoryData<int, double, double>();
            foreach (var kind in new[] { MaterialKind.Lambert, MaterialKind.Ggx, MaterialKind.Plastic })
            {
                foreach (var cosine in new[] { 1, 0.8, 0.3, 0.1 })
                {
                    foreach (var roughness in kind == MaterialKind.Lambert ? [1] : new[] { 0.3, 0.6, 1 }) cases.Add((int)kind, cosine, roughness);
                }
            }

            return cases;
        }
    }

    /// <summary>The part of light that goes away: the mean weight of chosen directions is the integral over all of them, and never above what falls in.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void No_more_light_goes_than_comes_and_as_much_as_the_integral_says(int kind, double cosine, double roughness)
    {
        var (colour, seen) = (new Vec3(1, 0.6f, 0.2f), Seen(cosine));
        var reflector = new Reflector(kind, colour, (float)MaterialValues.Alpha(roughness), (float)Head, seen);
        const int Samples = 50_000;
        double red = 0, blue = 0, squares = 0, above = 0;
        var random = new PathRandom(1, 2, 0);
        for (var i = 0; i < Samples; i++)
        {
            var value = reflector.Value(reflector.Choose(ref random), out var density);
            if (!(density > 0)) continue;
            above++;
            red += value.X / density;
            blue += value.Z / density;
            squares += (double)value.X * value.X / ((double)density * density);
        }

        var (mean, expected) = (red / Samples, Albedo(kind, cosine, roughness, 1));
        var noise = Math.Sqrt(Math.Max(1e-12, (squares / Samples) - (mean * mean)) / Samples);
        Assert.Equal(expected, mean, (5 * noise) + 1e-4);
        Assert.Equal(Albedo(kind, cosine, roughness, 0.2), blue / Samples, (5 * noise) + 1e-4);
        Assert.InRange(expected, 0, 1.0001);

        // What is chosen below the surface is missing from the density above it.
        Assert.Equal(above / Samples, Integral(direction =>
        {
            reflector.Value(direction, out var density);
            return density;
        }), 0.01);
    }

    /// <summary>Value and density against the formulas of the papers, for single directions.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Single_directions_are_what_the_formulas_say(int kind, double cosine, double roughness)
    {
        var reflector = new Reflector(kind, new Vec3(0.9f, 0.5f, 0.1f), (float)MaterialValues.Alpha(roughness), (float)Head, Seen(cosine));
        var random = new PathRandom(3, 4, 0);
        for (var i = 0; i < 500; i++)
        {
            var direction = random.Direction();
            var value = reflector.Value(direction, out var density);
            if (direction.Z <= 0)
            {
                Assert.Equal((default, 0), (value, density));
                continue;
            }

            Assert.Equal(Value(kind, cosine, roughness, 0.9, direction), value.X, 1e-4 + (1e-3 * value.X));
            Assert.Equal(Value(kind, cosine, roughness, 0.1, direction), value.Z, 1e-4 + (1e-3 * value.Z));
        }
    }

    /// <summary>Light goes one way as it goes the other.</summary>
    [Fact]
    public void Directions_may_be_exchanged()
    {
        var random = new PathRandom(5, 6, 0);
        for (var i = 0; i < 500; i++)
        {
            Vec3 a = random.Direction(), b = random.Direction();
            (a, b) = (a with { Z = MathF.Abs(a.Z) + 0.01f }, b with { Z = MathF.Abs(b.Z) + 0.01f });
            (a, b) = (Vec3.Normalize(a), Vec3.Normalize(b));
            foreach (var kind in new[] { MaterialKind.Ggx, MaterialKind.Plastic })
            {
                var there = new Reflector((int)kind, new Vec3(0.3f, 0.5f, 0.7f), 0.4f, 0.04f, a).Value(b, out _).Y / b.Z;
                var back = new Reflector((int)kind, new Vec3(0.3f, 0.5f, 0.7f), 0.4f, 0.04f, b).Value(a, out _).Y / a.Z;
                Assert.Equal(there, back, 1e-4 * Math.Max(1, there));
            }
        }
    }

    /// <summary>In a furnace a rough plate is as bright as the integral says; chance alone and questions to a sky that is a picture agree.</summary>
    [Theory]
    [InlineData("ggx (1, 1, 1) roughness 0.7", (int)MaterialKind.Ggx, 0.7)]
    [InlineData("ggx (1, 1, 1) roughness 0.2", (int)MaterialKind.Ggx, 0.2)]
    [InlineData("plastic (1, 1, 1) roughness 0.5", (int)MaterialKind.Plastic, 0.5)]
    [InlineData("lambert (1, 1, 1)", (int)MaterialKind.Lambert, 1)]
    public void In_a_furnace_a_plate_is_as_bright_as_the_integral_says(string material, int kind, double roughness)
    {
        var cosine = Math.Cos(Math.PI / 3);
        var text = $"camera from (0, {1000 * cosine}, {1000 * Math.Sin(Math.PI / 3)}) at (0, 0, 0) fov 0.01 depth 3 material m {material} quad (-5, 0, -5) (0, 0, 10) (10, 0, 0) of m ";
        var expected = Albedo(kind, cosine, roughness, 1);
        Assert.Equal(expected, RenderedScene.Of(text + "sky (1, 1, 1)", 16, 16, 256).Light.Average(), 0.005);
        Assert.Equal(expected, RenderedScene.OfPicture(text + "sky picture \"sky\"", EnvironmentTests.Constant, 16, 16, 256).Light.Average(), 0.01);
    }

    /// <summary>Below lamps, rough balls are as bright whether lamps are asked or found by chance.</summary>
    [Fact]
    public void Asking_lamps_finds_the_light_that_chance_finds()
    {
        const string Text = """
            camera from (0, 2, 6) at (0, 0.6, 0) fov 40 sky (0.02, 0.02, 0.03) depth 4
            material floor plastic (0.6, 0.5, 0.4) roughness 0.4 material gold ggx (0.9, 0.7, 0.3) roughness 0.5 material steel ggx (0.7, 0.7, 0.7) roughness 0.25
            material lamp light (4, 3, 2) material small light (9, 9, 9)
            quad (-4, 0, -4) (0, 0, 8) (8, 0, 0) of floor
            sphere (-0.9, 0.8, 0) radius 0.8 of gold
            sphere (0.9, 0.8, 0) radius 0.8 of steel
            quad (-2, 3, -1) (2, 0, 0) (0, 0, 2) of lamp
            sphere (2, 1.5, 1) radius 0.5 of small
            """;
        var asked = RenderedScene.Of(Text, 32, 24, 128).Light;
        var chance = RenderedScene.Of(Text, 32, 24, 512, asksLamps: false).Light;
        for (var colour = 0; colour < 3; colour++)
        {
            double Mean(float[] light) => light.Where((_, i) => i % 3 == colour).Average();
            Assert.Equal(1, Mean(asked) / Mean(chance), 0.015);
        }
    }

    private static Vec3 Seen(double cosine) => new((float)(0.6 * Math.Sqrt(1 - (cosine * cosine))), (float)(-0.8 * Math.Sqrt(1 - (cosine * cosine))), (float)cosine);

    private static double Albedo(int kind, double cosine, double roughness, double colour) => Integral(direction => Value(kind, cosine, roughness, colour, direction));

    // Over the half sphere, by the midpoint rule in spherical coordinates.
    private static double Integral(Func<Vec3, double> function)
    {
        const int Rows = 800, Columns = 400;
        var sum = 0.0;
        for (var i = 0; i < Rows; i++)
        {
            var angle = Math.PI / 2 * (i + 0.5) / Rows;
            for (var j = 0; j < Columns; j++)
            {
                var around = 2 * Math.PI * (j + 0.5) / Columns;
                sum += Math.Sin(angle) * function(new Vec3((float)(Math.Sin(angle) * Math.Cos(around)), (float)(Math.Sin(angle) * Math.Sin(around)), (float)Math.Cos(angle)));
            }
        }

        return sum * (Math.PI / 2 / Rows) * (2 * Math.PI / Columns);
    }

    // The BRDF times the cosine: Walter et al. 2007, equations 20 and 33; Smith's height-correlated G2, Heitz 2014, equation 99; Schlick's Fresnel term.
    private static double Value(int kind, double cosine, double roughness, double colour, Vec3 from)
    {
        var seen = Seen(cosine);
        var spread = from.Z / Math.PI;
        if (kind == (int)MaterialKind.Lambert) return colour * spread;
        double x = (double)seen.X + from.X, y = (double)seen.Y + from.Y, z = (double)seen.Z + from.Z, length = Math.Sqrt((x * x) + (y * y) + (z * z));
        double cosHalf = z / length, dot = ((from.X * x) + (from.Y * y) + (from.Z * z)) / length, square = Math.Pow(roughness, 4);
        double tangent = (1 / (cosHalf * cosHalf)) - 1;
        var distribution = square / (Math.PI * Math.Pow(cosHalf, 4) * Math.Pow(square + tangent, 2));
        double Lambda(double cos) => (Math.Sqrt(1 + (square * ((1 / (cos * cos)) - 1))) - 1) / 2;
        double Schlick(double head, double cos) => head + ((1 - head) * Math.Pow(1 - cos, 5));
        var mirrors = distribution / ((1 + Lambda(cosine) + Lambda(from.Z)) * 4 * cosine);
        return kind == (int)MaterialKind.Ggx ? Schlick(colour, dot) * mirrors : (Schlick(Head, dot) * mirrors) + (colour * (1 - Schlick(Head, cosine)) * (1 - Schlick(Head, from.Z)) * spread);
    }
}
