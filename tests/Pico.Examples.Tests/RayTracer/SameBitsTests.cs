using Pico.Examples.RayTracer.Rendering;
using Pico.Simd;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>One seed, one picture.</summary>
[Collection(nameof(AloneCollection))]
public class SameBitsTests
{
    private const string Text = """
        camera from (0, 1.5, 6) at (0, 0.7, 0) fov 40 aperture 0.2 sky (0.2, 0.3, 0.5) to (0.5, 0.7, 1)
        material floor lambert (0.8, 0.7, 0.6) chequer (0.1, 0.1, 0.1) size 0.5
        material ball metal (0.8, 0.8, 0.9) fuzz 0.2 material glass dielectric 1.5 material lamp light (4, 3, 2)
        quad (-4, 0, -4) (0, 0, 8) (8, 0, 0) of floor
        sphere (0, 0.8, 0) radius 0.8 of ball
        sphere (1.5, 0.5, 1) radius 0.5 moving (0, 0.3, 0) of glass
        triangle (-2, 3, -1) (0, 3, -1) (-1, 3, 1) of lamp
        sphere (-2, 0.5, 1) radius 0.4 of lamp
        """;

    [Fact]
    public void At_every_width_the_picture_has_the_same_bits()
    {
        var scene = RenderedScene.Read(Text);
        var settings = new RenderSettings(37, 21, 5, 3);
        var best = RenderedScene.Of(scene, settings).Light;
        Assert.True(best.Distinct().Count() > 500);
        foreach (var width in new[] { 0, 128, 256, 512 }.Where(width => width <= SimdWidth.Best))
        {
            using (SimdWidth.Limit(width))
            {
                Assert.Equal(width, SimdWidth.Current);
                Assert.Equal(best, RenderedScene.Of(scene, settings).Light);
            }
        }
    }

    [Fact]
    public void With_any_number_of_threads_the_picture_has_the_same_bits()
    {
        var scene = RenderedScene.Read(Text);
        var settings = new RenderSettings(61, 33, 20, 1);
        var one = RenderedScene.Of(scene, settings, threads: 1).Light;
        Assert.Equal(one, RenderedScene.Of(scene, settings, threads: 2).Light);
        Assert.Equal(one, RenderedScene.Of(scene, settings, threads: 5).Light);
        Assert.NotEqual(one, RenderedScene.Of(scene, settings with { Seed = 2 }).Light);
    }
}
