namespace Pico.Examples.Tests.RayTracer;

/// <summary>Light against what theory says of it.</summary>
public class LightTests
{
    private const string Furnace = "camera from (0, 0, 4) at (0, 0, 0) fov 40 sky (1, 1, 1) ";

    /// <summary>In light that comes from everywhere alike, what reflects all of it cannot be seen.</summary>
    [Theory]
    [InlineData("material m lambert (1, 1, 1) sphere (0, 0, 0) radius 1 of m", 1e-5)]
    [InlineData("material m lambert (1, 1, 1) quad (-2, -1, 0) (4, 0, 0) (0, 2, 0) of m", 1e-5)]
    [InlineData("material m lambert (1, 1, 1) triangle (-2, -1, 0) (2, -1, 0) (0, 2, 0) of m", 1e-5)]
    [InlineData("material m metal (1, 1, 1) sphere (0, 0, 0) radius 1 of m", 1e-5)]
    [InlineData("material m dielectric 1.5 sphere (0, 0, 0) radius 1 of m", 0.002)] // roulette ends some of the paths that stay inside, and makes up for it
    [InlineData("depth 1000 material m lambert (1, 1, 1) quad (-1, -1, 0) (2, 0, 0) (0, 0, 1) of m quad (-1, -1, 0) (0, 0, 1) (0, 2, 0) of m quad (-1, -1, 0) (2, 0, 0) (0, 2, 0) of m", 0.01)]
    public void A_white_furnace_is_white(string shapes, double tolerance)
    {
        var light = RenderedScene.Of(Furnace + shapes, 24, 24, 64).Light;
        Assert.Equal(1, light.Average(), tolerance);
        Assert.All(light, value => Assert.InRange(value, 1 - (100 * tolerance), 1 + (100 * tolerance)));
    }

    [Fact]
    public void What_reflects_half_is_half_as_bright()
    {
        var light = RenderedScene.Of("camera from (0, 0, 4) at (0, 0, 0) fov 10 sky (1, 2, 3) material m lambert (0.5, 0.25, 0.75) sphere (0, 0, 0) radius 1 of m", 8, 8, 4).Light;
        for (var i = 0; i < light.Length; i += 3)
        {
            Assert.Equal(0.5, light[i], 1e-5);
            Assert.Equal(0.5, light[i + 1], 1e-5);
            Assert.Equal(2.25, light[i + 2], 1e-5);
        }
    }

    /// <summary>Below a sphere of radius r whose centre is h above a plane, the irradiance is π L (r / h)².</summary>
    [Theory]
    [InlineData(true, 0.004)]
    [InlineData(false, 0.02)]
    public void Below_a_round_lamp_the_irradiance_is_what_the_formula_says(bool asksLamps, double tolerance)
    {
        const string Text = """
            camera from (3, 0.5, 0) at (0, 0, 0) up (0, 1, 0) fov 0.05 sky (0, 0, 0) depth 1
            material floor lambert (0.8, 0.8, 0.8) material lamp light (5, 5, 5)
            quad (-5, 0, -5) (0, 0, 10) (10, 0, 0) of floor
            sphere (0, 2, 0) radius 0.5 of lamp
            """;
        Assert.Equal(0.8 * 5 * (0.5 * 0.5) / (2 * 2), RenderedScene.Of(Text, 16, 16, 512, asksLamps).Light.Average(), tolerance);
    }

    /// <summary>At a corner-on point below a parallel rectangle a × b at height h, the form factor of Howell's catalog, C-11 (B-3).</summary>
    [Theory]
    [InlineData(true, 0.002)]
    [InlineData(false, 0.02)]
    public void Below_the_corner_of_a_square_lamp_the_irradiance_is_what_the_formula_says(bool asksLamps, double tolerance)
    {
        const string Text = """
            camera from (-2, 0.5, -1) at (0, 0, 0) fov 0.05 sky (0, 0, 0) depth 1
            material floor lambert (0.6, 0.6, 0.6) material lamp light (3, 3, 3)
            quad (-5, 0, -5) (0, 0, 10) (10, 0, 0) of floor
            quad (0, 1, 0) (1.5, 0, 0) (0, 0, 0.75) of lamp
            """;
        const double A = 1.5, B = 0.75;
        var factor = 1 / (2 * Math.PI) * ((A / Math.Sqrt(1 + (A * A)) * Math.Atan(B / Math.Sqrt(1 + (A * A)))) + (B / Math.Sqrt(1 + (B * B)) * Math.Atan(A / Math.Sqrt(1 + (B * B)))));
        Assert.Equal(0.6 * 3 * factor, RenderedScene.Of(Text, 16, 16, 512, asksLamps).Light.Average(), tolerance);
    }

    /// <summary>Asking lamps is only another way to the same mean, with lamps of all shapes, two of them and one that moves.</summary>
    [Fact]
    public void Asking_lamps_finds_the_light_that_chance_finds()
    {
        const string Text = """
            camera from (0, 1.5, 6) at (0, 0.7, 0) fov 40 sky (0.02, 0.02, 0.03) depth 5
            material floor lambert (0.8, 0.7, 0.6) material ball lambert (0.3, 0.5, 0.9) material lamp light (4, 3, 2) material small light (9, 9, 9)
            quad (-4, 0, -4) (0, 0, 8) (8, 0, 0) of floor
            sphere (0, 0.8, 0) radius 0.8 of ball
            quad (-2, 3, -1) (2, 0, 0) (0, 0, 2) of lamp
            triangle (2, 0.2, 0) (3, 0.2, 1) (2.5, 2, 0.5) of lamp
            sphere (-2, 1, 1) radius 0.4 moving (0, 0.5, 0) of small
            """;
        var asked = RenderedScene.Of(Text, 32, 24, 256).Light;
        var chance = RenderedScene.Of(Text, 32, 24, 1024, asksLamps: false).Light;
        for (var colour = 0; colour < 3; colour++)
        {
            double Mean(float[] light) => light.Where((_, i) => i % 3 == colour).Average();
            Assert.Equal(1, Mean(asked) / Mean(chance), 0.015);
        }
    }
}
