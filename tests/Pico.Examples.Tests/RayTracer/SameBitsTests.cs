using Pico.Examples.RayTracer.Images;
using Pico.Examples.RayTracer.Rendering;
using Pico.Simd;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>One seed, one picture.</summary>
[Collection(nameof(AloneCollection))]
public class SameBitsTests
{
    private const string Text = """
        camera from (0, 1.5, 6) at (0, 0.7, 0) fov 40 aperture 0.2 sky picture "sky" scale 0.7 turned 30
        texture paint "sky" repeat 3 material gold ggx (0.9, 0.7, 0.3) roughness 0.4 material shell plastic paint roughness 0.2 material wall lambert paint
        sphere (-1.6, 0.6, 1.5) radius 0.4 of shell sphere (2.2, 0.6, -1) radius 0.6 of gold obj "tent" at (1.5, 1.4, -1) of wall
        material floor lambert (0.8, 0.7, 0.6) chequer (0.1, 0.1, 0.1) size 0.5
        material ball metal (0.8, 0.8, 0.9) fuzz 0.2 material glass dielectric 1.5 material lamp light (4, 3, 2)
        quad (-4, 0, -4) (0, 0, 8) (8, 0, 0) of floor
        sphere (0, 0.8, 0) radius 0.8 of ball
        sphere (1.5, 0.5, 1) radius 0.5 moving (0, 0.3, 0) of glass
        triangle (-2, 3, -1) (0, 3, -1) (-1, 3, 1) of lamp
        sphere (-2, 0.5, 1) radius 0.4 of lamp
        object pair { sphere (0, 0.5, 0) radius 0.5 of gold sphere (0.6, 0.2, 0) radius 0.2 moving (0, 0.2, 0) of glass obj "tent" of wall }
        instance pair scale 0.7 turn (0, 1, 0.2) 50 at (-1, 0, 2.5) instance pair scale 0.4 at (0.6, 0, 2.8)
        """;

    [Fact]
    public void At_every_width_the_picture_has_the_same_bits()
    {
        var scene = RenderedScene.Read(Text, Files);
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
        var scene = RenderedScene.Read(Text, Files);
        var settings = new RenderSettings(61, 33, 20, 1);
        var one = RenderedScene.Of(scene, settings, threads: 1).Light;
        Assert.Equal(one, RenderedScene.Of(scene, settings, threads: 2).Light);
        Assert.Equal(one, RenderedScene.Of(scene, settings, threads: 5).Light);
        Assert.NotEqual(one, RenderedScene.Of(scene, settings with { Seed = 2 }).Light);
    }

    private static byte[] Files(string name)
    {
        if (name == "tent") return "v 0 0 0\nv 2 0 0\nv 1 1 0\nv 0 1 1\nvn 0 0 1\nvn 0.5 0.5 1\nvt 0 0\nvt 1 0\nvt 0.5 1.5\nf 1/1/1 2/2/2 3/3/1\nf 1/1/1 3/2/2 4/3/2\n"u8.ToArray();
        using var file = new MemoryStream();
        PfmWriter.Write(new Picture(4, 3, [.. Enumerable.Range(0, 36).Select(i => i * i % 37 / 37f)]), file);
        return file.ToArray();
    }
}
