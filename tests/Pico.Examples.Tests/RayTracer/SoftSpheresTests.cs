using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Fitting;
using Pico.Examples.RayTracer.Scenes;
using Pico.Examples.RayTracer.Tracing;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>The soft renderer against its formulas in double precision, and its gradient against central differences of them.</summary>
[Collection(nameof(AloneCollection))]
public class SoftSpheresTests
{
    private const int Width = 13, Height = 7; // no multiple of sixteen pixels
    private const float Edge = 0.8f;

    private static readonly Camera Camera = new(new Vec3(0.5f, 1, 6), new Vec3(0, 0, 0), new Vec3(0, 1, 0), 40, 0, 1);
    private static readonly SkyView Sky = SkyView.Gradient(new Vec3(0.1f, 0.2f, 0.3f), new Vec3(0.3f, 0.4f, 0.6f));
    private static readonly LampView Lamp = new(new Vec3(3, 4, 5), new Vec3(30, 25, 20));
    private static readonly float[] Centres = [0, 0.1f, 0.3f, 1.1f, -0.3f, -1.2f, -1, 0.8f, -0.4f];
    private static readonly float[] Colours = [0.9f, 0.2f, 0.3f, 0.3f, 0.8f, 0.1f, 0.5f, 0.4f, 0.7f];
    private static readonly float[] Radii = [0.8f, 1.1f, 0.6f];
    private static readonly int[] Order = [0, 2, 1];
    private static readonly int[] Columns = [.. Enumerable.Range(0, Width * Height).Select(i => i % Width)];
    private static readonly int[] Rows = [.. Enumerable.Range(0, Width * Height).Select(i => i / Width)];
    private static readonly float[] Target = [.. Enumerable.Range(0, 3 * Width * Height).Select(i => (i * 37 % 101) / 101f)];

    [Fact]
    public void The_picture_is_that_of_the_formulas()
    {
        var (red, green, blue) = (new float[Columns.Length], new float[Columns.Length], new float[Columns.Length]);
        SoftSpheres.Draw(Columns, Rows, View(), Sky, Lamp, Edge, Centres, Colours, Radii, Order, red, green, blue);
        var (centres, colours) = (Doubles(Centres), Doubles(Colours));
        for (var i = 0; i < Columns.Length; i++)
        {
            var light = See(i, centres, colours);
            Assert.Equal(light[0], red[i], 2e-5);
            Assert.Equal(light[1], green[i], 2e-5);
            Assert.Equal(light[2], blue[i], 2e-5);
        }
    }

    [Fact]
    public void The_gradient_is_that_of_differences()
    {
        const float Upstream = 0.7f;
        const double Step = 1e-5;
        var (centresGradient, coloursGradient) = (new float[9], new float[9]);
        SoftSpheres.SquaredErrorGradient(Columns, Rows, View(), Sky, Lamp, Edge, Centres, Colours, Radii, Order, Target, Upstream, centresGradient, coloursGradient);
        var (centres, colours) = (Doubles(Centres), Doubles(Colours));
        Compare(centres, centresGradient);
        Compare(colours, coloursGradient);

        void Compare(double[] values, float[] found)
        {
            double[] expected = [.. values.Select((value, i) =>
            {
                values[i] = value + Step;
                var above = SquaredError(centres, colours);
                values[i] = value - Step;
                var below = SquaredError(centres, colours);
                values[i] = value;
                return Upstream * (above - below) / (2 * Step);
            })];
            var scale = expected.Max(Math.Abs);
            for (var i = 0; i < values.Length; i++) Assert.Equal(expected[i], found[i], 2e-4 * scale);
        }
    }

    [Fact]
    public void Pictures_and_gradients_have_the_same_bits_at_every_width_and_with_any_number_of_threads()
    {
        const int Repeats = 60; // 5,460 pixels: two parts
        int[] columns = [.. Enumerable.Repeat(Columns, Repeats).SelectMany(c => c)], rows = [.. Enumerable.Repeat(Rows, Repeats).SelectMany(r => r)];
        var expected = Run(1);
        foreach (var width in new[] { 0, 128, 256, 512 }.Where(width => width <= SimdWidth.Best))
        {
            using var limit = SimdWidth.Limit(width);
            foreach (var threads in new[] { 1, 2, 3 }) Assert.Equal(expected, Run(threads));
        }

        float[] Run(int threads)
        {
            using var pool = new WorkerPool(threads);
            var (red, green, blue) = (new float[columns.Length], new float[columns.Length], new float[columns.Length]);
            SoftSpheres.Draw(columns, rows, View(), Sky, Lamp, Edge, Centres, Colours, Radii, Order, red, green, blue, pool);
            var error = SoftSpheres.SquaredError(columns, rows, View(), Sky, Lamp, Edge, Centres, Colours, Radii, Order, Target, pool);
            var (centresGradient, coloursGradient) = (new float[9], new float[9]);
            SoftSpheres.SquaredErrorGradient(columns, rows, View(), Sky, Lamp, Edge, Centres, Colours, Radii, Order, Target, 1, centresGradient, coloursGradient, pool);
            return [.. red, .. green, .. blue, error, .. centresGradient, .. coloursGradient];
        }
    }

    private static CameraView View() => Camera.View(Width, Height, 1);

    private static double[] Doubles(float[] values) => [.. values.Select(value => (double)value)];

    private static double SquaredError(double[] centres, double[] colours) =>
        Enumerable.Range(0, Width * Height).Sum(i => See(i, centres, colours).Select((light, channel) => Math.Pow(light - Target[(3 * i) + channel], 2)).Sum());

    // Written from the formulas, over arrays of three.
    private static double[] See(int pixel, double[] centres, double[] colours)
    {
        var view = View();
        double[] origin = Of(view.Origin), corner = Of(view.Corner), across = Of(view.Across), down = Of(view.Down);
        double[] way = [.. Enumerable.Range(0, 3).Select(k => corner[k] + (across[k] * (Columns[pixel] + 0.5)) + (down[k] * (Rows[pixel] + 0.5)))];
        var far = Math.Sqrt(Dot(way, way));
        double[] ray = [.. way.Select(x => x / far)];
        var light = new double[3];
        var left = 1.0;
        foreach (var sphere in Order)
        {
            double[] centre = centres[(3 * sphere)..((3 * sphere) + 3)], from = Less(centre, origin);
            var depth = Dot(from, ray);
            var beside = Dot(from, from) - (depth * depth);
            double radius = Radii[sphere];
            var pixels = (radius - Math.Sqrt(beside)) / (depth * Math.Sqrt(Dot(across, across)) / far);
            var covered = left / (1 + Math.Exp(-pixels / Edge));
            var hit = depth - Math.Sqrt(Math.Max((radius * radius) - beside, 0.01 * radius * radius));
            double[] point = [.. Enumerable.Range(0, 3).Select(k => origin[k] + (ray[k] * hit))];
            var outwards = Less(point, centre);
            double[] normal = [.. outwards.Select(x => x / Math.Sqrt(Dot(outwards, outwards)))];
            var toLamp = Less(Of(Lamp.Centre), point);
            var facing = Math.Max(0, Dot(normal, toLamp)) / Math.Pow(Dot(toLamp, toLamp), 1.5);
            var sky = Beyond((1 + (normal[1] * 2 / 3)) / 2);
            for (var k = 0; k < 3; k++) light[k] += covered * colours[(3 * sphere) + k] * (sky[k] + (Of(Lamp.Power)[k] * facing));
            left -= covered;
        }

        var background = Beyond((1 + ray[1]) / 2);
        return [.. light.Select((x, k) => x + (background[k] * left))];
    }

    private static double[] Beyond(double height) => [.. Of(Sky.Below).Zip(Of(Sky.Above), (below, above) => below + ((above - below) * height))];

    private static double[] Of(Vec3 value) => [value.X, value.Y, value.Z];

    private static double[] Less(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
