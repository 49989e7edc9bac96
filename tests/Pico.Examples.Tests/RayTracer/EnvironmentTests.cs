using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Images;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>A sky that is a picture.</summary>
public class EnvironmentTests
{
    internal static readonly Picture Constant = new(8, 4, [.. Enumerable.Repeat(1f, 8 * 4 * 3)]);

    private static readonly SkyView Sky = new(default, default, 0, 16, 8, 0.3f);

    [Fact]
    public void The_density_of_all_directions_is_one()
    {
        var table = EnvironmentTable.Of(Spots());
        const int Rows = 400, Columns = 800;
        var sum = 0.0;
        for (var i = 0; i < Rows; i++)
        {
            var angle = Math.PI * (i + 0.5) / Rows;
            for (var j = 0; j < Columns; j++) sum += Math.Sin(angle) * EnvironmentMap.Density(Sky, Direction(angle, 2 * Math.PI * (j + 0.5) / Columns), table);
        }

        Assert.Equal(1, sum * 2 * Math.PI * Math.PI / (Rows * Columns), 1e-3);
    }

    /// <summary>What is chosen has the density that the direction has, and the mean of light by density is the integral of light.</summary>
    [Fact]
    public void What_is_chosen_is_as_likely_as_it_is_said_to_be()
    {
        var picture = Spots();
        var table = EnvironmentTable.Of(picture);
        var random = new PathRandom(1, 2, 0);
        const int Samples = 100_000;
        double mean = 0, differing = 0;
        for (var i = 0; i < Samples; i++)
        {
            var direction = EnvironmentMap.Choose(Sky, table, ref random, out var density);
            Assert.Equal(1, direction.LengthSquared, 1e-5);
            Assert.True(density > 0);
            if (Math.Abs((EnvironmentMap.Density(Sky, direction, table) / density) - 1) > 1e-3) differing++; // at the edge of a pixel rounding may lead to the next one
            mean += EnvironmentMap.Light(Sky, direction, picture.Light).Y / density / Samples;
        }

        Assert.InRange(differing / Samples, 0, 1e-3);
        Assert.Equal(1, mean / Integral(picture), 0.01);
    }

    /// <summary>The middle of a picture is straight ahead, its right half to the right, its upper edge above; turned by a quarter, what was ahead is to the left.</summary>
    [Fact]
    public void A_picture_lies_as_it_is_seen()
    {
        var picture = new Picture(4, 2, [1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0, 5, 0, 0, 6, 0, 0, 7, 0, 0, 8, 0, 0]);
        var straight = new SkyView(default, default, 0, 4, 2, 0);
        float Light(SkyView sky, double angle, double around) => EnvironmentMap.Light(sky, Direction(angle, around), picture.Light).X;
        Assert.Equal(2, Light(straight, Math.PI / 4, -Math.PI / 4), 1e-4); // above, a little to the left of (0, 0, -1)
        Assert.Equal(3, Light(straight, Math.PI / 4, Math.PI / 4), 1e-4);
        Assert.Equal(8, Light(straight, 3 * Math.PI / 4, 3 * Math.PI / 4), 1e-4);
        Assert.Equal(3, Light(straight with { Turn = 0.25f }, Math.PI / 4, -Math.PI / 4), 1e-4);
        Assert.Equal(3.5f, Light(straight, Math.PI / 4, Math.PI / 2), 1e-4); // between two pixels
    }

    /// <summary>A white ball cannot be seen in front of a white picture, whether it is asked or found by chance, and with a lamp beside that is asked instead.</summary>
    [Theory]
    [InlineData("lambert (1, 1, 1)", true)]
    [InlineData("lambert (1, 1, 1)", false)]
    [InlineData("metal (1, 1, 1)", true)]
    [InlineData("lambert (1, 1, 1) sphere (0, 0, -9) radius 1 of lamp", true)]
    public void A_white_furnace_is_white(string material, bool asksLamps)
    {
        var text = $"camera from (0, 0, 4) at (0, 0, 0) fov 20 sky picture \"sky\" material lamp light (1, 1, 1) material m {material} sphere (0, 0, 0) radius 1 of m";
        var light = RenderedScene.OfPicture(text, Constant, 24, 24, 64, asksLamps).Light;
        Assert.Equal(1, light.Average(), 0.005);
    }

    /// <summary>Asking the sky is only another way to the same mean, beside a lamp and on all materials.</summary>
    [Fact]
    public void Asking_the_sky_finds_the_light_that_chance_finds()
    {
        const string Text = """
            camera from (0, 1.5, 6) at (0, 0.7, 0) fov 40 depth 4 sky picture "sky" scale 0.5 turned 40
            material floor lambert (0.8, 0.7, 0.6) material ball ggx (0.9, 0.6, 0.3) roughness 0.4 material shiny plastic (0.2, 0.4, 0.8) roughness 0.3 material lamp light (4, 3, 2)
            quad (-4, 0, -4) (0, 0, 8) (8, 0, 0) of floor
            sphere (-0.9, 0.8, 0) radius 0.8 of ball
            sphere (0.9, 0.8, 0) radius 0.8 of shiny
            quad (-2, 3, -1) (1, 0, 0) (0, 0, 1) of lamp
            """;
        var asked = RenderedScene.OfPicture(Text, Spots(), 32, 24, 128).Light;
        var chance = RenderedScene.OfPicture(Text, Spots(), 32, 24, 768, asksLamps: false).Light;
        for (var colour = 0; colour < 3; colour++)
        {
            double Mean(float[] light) => light.Where((_, i) => i % 3 == colour).Average();
            Assert.Equal(1, Mean(asked) / Mean(chance), 0.02);
        }
    }

    /// <summary>On a floor that sees half of the sky, the light is the integral of sky times cosine.</summary>
    [Fact]
    public void A_floor_is_as_bright_as_the_integral_says()
    {
        var picture = Spots();
        var expected = 0.0;
        const int Rows = 400, Columns = 1600;
        for (var i = 0; i < Rows; i++)
        {
            var angle = Math.PI / 2 * (i + 0.5) / Rows;
            for (var j = 0; j < Columns; j++) expected += Math.Sin(angle) * Math.Cos(angle) * Bilinear(picture, angle, 2 * Math.PI * (j + 0.5) / Columns);
        }

        expected *= Math.PI / 2 / Rows * (2 * Math.PI / Columns) / Math.PI * 0.5;
        const string Text = "camera from (0, 1, 0.5) at (0, 0, 0) fov 1 depth 1 sky picture \"sky\" material m lambert (0.5, 0.5, 0.5) quad (-5, 0, -5) (0, 0, 10) (10, 0, 0) of m";
        Assert.Equal(1, RenderedScene.OfPicture(Text, picture, 16, 16, 256).Light.Where((_, i) => i % 3 == 1).Average() / expected, 0.01);
    }

    // Dark, with bright spots; one row and one pixel of another are black.
    private static Picture Spots()
    {
        var random = new Random(7);
        var light = new float[16 * 8 * 3];
        for (var i = 0; i < light.Length; i++) light[i] = 0.1f * random.NextSingle();
        light.AsSpan(5 * 16 * 3, 16 * 3).Clear();
        light.AsSpan(((6 * 16) + 3) * 3, 3).Clear();
        for (var spot = 0; spot < 4; spot++) light[(random.Next(16 * 5) * 3) + (spot % 3)] = 40;
        light[(3 * 16 * 3) + 1] = 60; // at the edge, where the picture goes around
        return new Picture(16, 8, light);
    }

    private static Vec3 Direction(double angle, double around) =>
        new((float)(Math.Sin(angle) * Math.Sin(around)), (float)Math.Cos(angle), (float)(-Math.Sin(angle) * Math.Cos(around)));

    private static double Integral(Picture picture)
    {
        const int Rows = 800, Columns = 1600;
        var sum = 0.0;
        for (var i = 0; i < Rows; i++)
        {
            var angle = Math.PI * (i + 0.5) / Rows;
            for (var j = 0; j < Columns; j++) sum += Math.Sin(angle) * Bilinear(picture, angle, 2 * Math.PI * (j + 0.5) / Columns);
        }

        return sum * 2 * Math.PI * Math.PI / (Rows * Columns);
    }

    // Green at an angle to the vertical, and around from straight ahead.
    private static double Bilinear(Picture picture, double angle, double around)
    {
        double x = ((0.5 + (around / (2 * Math.PI))) * picture.Width) - 0.5, y = (angle / Math.PI * picture.Height) - 0.5, left = Math.Floor(x), top = Math.Floor(y);
        double Pixel(double column, double row) => picture.Light[((((int)Math.Clamp(row, 0, picture.Height - 1) * picture.Width) + (((int)column + picture.Width) % picture.Width)) * 3) + 1];
        double a = x - left, b = y - top;
        return ((1 - b) * (((1 - a) * Pixel(left, top)) + (a * Pixel(left + 1, top)))) + (b * (((1 - a) * Pixel(left, top + 1)) + (a * Pixel(left + 1, top + 1))));
    }
}
