using Pico.Examples.RayTracer.Fitting;
using Pico.Examples.RayTracer.Rendering;
using Pico.Threading;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>Spheres are found in pictures that the path tracer made.</summary>
public class SphereFitTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Hidden_spheres_are_found_from_any_of_three_seeds(int seed)
    {
        var settings = new FitSettings(96, 72, 6, 300, 0.05, 64, seed);
        using var pool = new WorkerPool(2);
        var (hidden, fit) = Begin(settings, pool);
        var (position, colour) = (fit.Spheres.PositionError(hidden), fit.Spheres.ColourError(hidden));
        Assert.True(position > 0.3 && colour > 0.12, $"the guess is too good: {position} {colour}");
        var first = fit.Loss(SphereFit.SharpEdge);
        for (var step = 0; step < settings.Steps; step++) Assert.True(double.IsFinite(fit.Step(step)));

        // The camera stands 9 away, and a pixel is 0.09 wide there.
        Assert.True(fit.Loss(SphereFit.SharpEdge) < first / 20);
        Assert.InRange(fit.Spheres.PositionError(hidden), 0, 0.15);
        Assert.InRange(fit.Spheres.ColourError(hidden), 0, 0.03);
    }

    [Fact]
    public void What_is_found_does_not_depend_on_the_number_of_threads()
    {
        var settings = new FitSettings(90, 60, 4, 15, 0.05, 2, 7); // 5,400 pixels: two parts
        var expected = Run(1);
        Assert.Equal(expected, Run(2));
        Assert.Equal(expected, Run(3));

        float[] Run(int threads)
        {
            using var pool = new WorkerPool(threads);
            var (_, fit) = Begin(settings, pool);
            for (var step = 0; step < settings.Steps; step++) fit.Step(step);
            return fit.Spheres.Values;
        }
    }

    [Fact]
    public void Spheres_are_hidden_inside_the_picture_and_do_not_touch()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var hidden = SphereScene.Hide(SphereScene.MostSpheres, 4f / 3, seed)!;
            var camera = SphereScene.Read(hidden).Camera;
            for (var a = 0; a < hidden.Count; a++)
            {
                var centre = hidden.Centre(a);
                var half = (camera.From.Z - centre.Z) * Math.Tan(camera.FieldOfView * Math.PI / 360); // what is seen there, up and down
                Assert.True(Math.Abs(centre.Y) + hidden.Radii[a] < half && Math.Abs(centre.X) + hidden.Radii[a] < half * 4 / 3);
                for (var b = 0; b < a; b++)
                {
                    // In the picture their middles are apart by more than five sixths of both radii.
                    var way = centre - hidden.Centre(b);
                    Assert.True(Math.Sqrt((way.X * way.X) + (way.Y * way.Y)) > 0.83 * (hidden.Radii[a] + hidden.Radii[b]));
                }
            }
        }

        Assert.Null(SphereScene.Hide(16, 0.2f, 1));
    }

    [Fact]
    public void The_foremost_sphere_is_that_of_least_power()
    {
        var spheres = new SphereSet([3, 0.5f, 1]);
        spheres.Set(0, new(0, 0, -4), default); // from the origin 16 - 9
        spheres.Set(1, new(2.5f, 0, 0), default); // 6.25 - 0.25
        spheres.Set(2, new(0, 3, 0), default); // 9 - 1
        var order = new int[3];
        spheres.Sort(default, order);
        Assert.Equal([1, 0, 2], order);
    }

    private static (SphereSet Hidden, SphereFit Fit) Begin(FitSettings settings, WorkerPool pool)
    {
        var hidden = SphereScene.Hide(settings.Spheres, (float)settings.Width / settings.Height, settings.Seed)!;
        var scene = SphereScene.Read(hidden);
        var renderer = new Renderer(scene, new RenderSettings(settings.Width, settings.Height, settings.Samples, settings.Seed), pool);
        renderer.Run(null, CancellationToken.None);
        return (hidden, new SphereFit(renderer.Film.Develop(), scene.Camera, scene.Sky, SphereScene.Lamp, SphereScene.Guess(hidden, settings.Seed), settings, pool));
    }
}
