using System.Reflection;
using Pico.Generators.Pipelines;
using Pico.Simd;

namespace Pico.Generators.Tests.Kernels;

/// <summary>
/// Gradients with respect to memory that a kernel's elements share: against central differences in double, the same bits at every width and with any number of threads.
/// </summary>
[Collection("SimdWidth")]
public class SharedGradientTests
{
    private const string Source = """
        using System.Linq;
        using Pico.Threading;

        internal static partial class Ops
        {
            // A mixture: a loop over shared numbers, which are overwritten nowhere, a table that lanes read in different places, and one that has no gradient.
            [Kernel(Parallel = true, Reduce = Reduction.Sum), Differentiable]
            public static double Mixture(double x, int kind, ReadOnlySpan<double> centres, ReadOnlySpan<double> table, [Uniform] ReadOnlySpan<double> widths)
            {
                var left = 1.0;
                var sum = 0.0;
                for (var k = 0; k < centres.Length; k++)
                {
                    var distance = (x - centres[k]) / widths[k];
                    var part = 1 / (1 + distance * distance);
                    if (part < 0.1) continue;
                    sum += left * part * table[(kind + k) % table.Length];
                    left *= 1 - part;
                }

                return sum + left * table[kind];
            }

            // Elements that only their number tells apart.
            [Kernel, Differentiable]
            public static float Line([ElementIndex] int i, ReadOnlySpan<float> slope)
            {
                var y = slope[0];
                for (var k = 1; k < slope.Length; k++) y = y * y * 0.5f + slope[k] * i;
                return y;
            }

            // Whose gradient is the same for all.
            [Kernel, Differentiable] public static float Shift(float x, ReadOnlySpan<float> by) => x + by[0];

            // On which nothing depends.
            [Kernel, Differentiable] public static float Twice(float x, ReadOnlySpan<float> unused) => 2 * x + 0 * (unused.Length > 0 ? MathF.Floor(unused[0]) : 0);
        }

        internal static class Driver
        {
            public static double Mixture(double[] x, int[] kinds, double[] centres, double[] table, double[] widths) => Ops.Mixture(x, kinds, centres, table, widths);

            public static double[][] MixtureGradient(double[] x, int[] kinds, double[] centres, double[] table, double[] widths, double upstream, int threads)
            {
                double[][] gradients = [new double[x.Length], new double[centres.Length], new double[table.Length]];
                if (threads == 0)
                {
                    Ops.MixtureGradient(x, kinds, centres, table, widths, upstream, gradients[0], gradients[1], gradients[2]);
                    return gradients;
                }

                using var pool = new WorkerPool(threads);
                Ops.MixtureGradient(x, kinds, centres, table, widths, upstream, gradients[0], gradients[1], gradients[2], pool);
                return gradients;
            }

            public static double MixtureTangent(double x, int kind, double[] centres, double[] table, double[] widths, double xTangent, double[] centresTangent, double[] tableTangent) =>
                Ops.MixtureJvp(x, kind, centres, table, widths, xTangent, centresTangent, tableTangent).Tangent;

            public static float[] LineGradient(float[] slope, float[] upstream)
            {
                var gradient = new float[slope.Length];
                Ops.LineGradient(slope, upstream, gradient);
                return gradient;
            }

            public static float[] LineGradientOfOne(int i, float[] slope, float upstream)
            {
                var gradient = new float[slope.Length];
                Ops.LineGradient(i, slope, upstream, gradient);
                return gradient;
            }

            public static float[] ShiftGradient(float[] x, float[] by, float[] upstream, float[] start)
            {
                Ops.ShiftGradient(x, by, upstream, new float[x.Length], start);
                return start;
            }

            public static float[] TwiceGradient(float[] x, float[] unused, float[] start)
            {
                Ops.TwiceGradient(x, unused, [.. x.Select(_ => 1f)], new float[x.Length], start);
                return start;
            }

            public static void Overlapping()
            {
                var values = new float[4];
                Ops.ShiftGradient([1], values, [1], new float[1], values);
            }

            public static long Allocates(int threads)
            {
                var (x, kinds, gradient) = (new double[20000], new int[20000], new double[20000]);
                double[] centres = [1, 2], table = [3], widths = [1, 1];
                using var pool = new WorkerPool(threads);
                for (var i = 0; i < 20; i++) Ops.MixtureGradient(x, kinds, centres, table, widths, 1, gradient, centres.ToArray(), table.ToArray(), pool);
                var (a, b) = (new double[2], new double[1]);
                var before = GC.GetAllocatedBytesForCurrentThread();
                Ops.MixtureGradient(x, kinds, centres, table, widths, 1, gradient, a, b, pool);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }
        """;

    private static readonly Type Driver = Load();

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(37)]
    [InlineData(4099)]
    public void Gradients_are_the_limits_of_differences(int length)
    {
        var (x, kinds, centres, table, widths) = Inputs(length);
        const double Upstream = 1.7, Step = 1e-6;
        foreach (var width in KernelDriver.Widths)
        {
            using var limit = SimdWidth.Limit(width);
            var found = Gradient(x, kinds, centres, table, widths, Upstream, 0);
            Compare(centres, found[1]);
            Compare(table, found[2]);
            Compare(x, found[0], only: Math.Min(length, 40));
        }

        void Compare(double[] values, double[] gradient, int only = int.MaxValue)
        {
            for (var i = 0; i < Math.Min(values.Length, only); i++)
            {
                var (value, difference) = (values[i], 0.0);
                values[i] = value + Step;
                difference += Value();
                values[i] = value - Step;
                difference -= Value();
                values[i] = value;
                Assert.Equal(difference / (2 * Step) * Upstream, gradient[i], 1e-6 * Math.Max(1, length / 10.0));
            }
        }

        double Value() => (double)Driver.GetMethod("Mixture")!.Invoke(null, [x, kinds, centres, table, widths])!;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    [InlineData(4096)]
    [InlineData(20011)]
    public void Gradients_have_the_same_bits_at_every_width_and_with_any_number_of_threads(int length)
    {
        var (x, kinds, centres, table, widths) = Inputs(length);
        var (serial, parallel) = (Gradient(x, kinds, centres, table, widths, 0.3, 0), Gradient(x, kinds, centres, table, widths, 0.3, 1));
        for (var k = 0; k < 3; k++)
        {
            for (var i = 0; i < serial[k].Length; i++) Assert.Equal(serial[k][i], parallel[k][i], 1e-9); // in another order
        }

        foreach (var width in KernelDriver.Widths)
        {
            using var limit = SimdWidth.Limit(width);
            Assert.Equal(serial, Gradient(x, kinds, centres, table, widths, 0.3, 0));
            Assert.Equal(parallel, Gradient(x, kinds, centres, table, widths, 0.3, 1));
            Assert.Equal(parallel, Gradient(x, kinds, centres, table, widths, 0.3, 2));
            Assert.Equal(parallel, Gradient(x, kinds, centres, table, widths, 0.3, 5));
        }
    }

    [Fact]
    public void Forward_mode_agrees()
    {
        var (x, kinds, centres, table, widths) = Inputs(5);
        var random = new System.Random(3);
        double[] xDirection = Direction(x), centresDirection = Direction(centres), tableDirection = Direction(table);
        var gradient = Gradient(x, kinds, centres, table, widths, 1, 0);
        var expected = gradient[0].Zip(xDirection, (a, b) => a * b).Sum() + gradient[1].Zip(centresDirection, (a, b) => a * b).Sum() + gradient[2].Zip(tableDirection, (a, b) => a * b).Sum();
        var tangent = Enumerable.Range(0, x.Length).Sum(i => (double)Driver.GetMethod("MixtureTangent")!.Invoke(
            null, [x[i], kinds[i], centres, table, widths, xDirection[i], centresDirection, tableDirection])!);
        Assert.Equal(expected, tangent, 1e-12);

        double[] Direction(double[] like) => [.. like.Select(_ => random.NextDouble() - 0.5)];
    }

    [Fact]
    public void Elements_without_streams_have_a_gradient_too()
    {
        float[] slope = [0.5f, 0.25f, -0.125f], upstream = [.. Enumerable.Range(0, 21).Select(i => i * 0.25f - 1)];
        var expected = new double[3];
        for (var i = 0; i < upstream.Length; i++)
        {
            var one = (float[])Driver.GetMethod("LineGradientOfOne")!.Invoke(null, [i, slope, upstream[i]])!;
            for (var k = 0; k < 3; k++) expected[k] += one[k];
        }

        var found = (float[])Driver.GetMethod("LineGradient")!.Invoke(null, [slope, upstream])!;
        for (var k = 0; k < 3; k++) Assert.Equal(expected[k], found[k], 1e-4 * Math.Abs(expected[k]));
        Assert.Equal([0f, 0, 0], (float[])Driver.GetMethod("LineGradient")!.Invoke(null, [slope, Array.Empty<float>()])!);
    }

    [Fact]
    public void Gradients_are_added_to_what_is_there()
    {
        Assert.Equal([5f + 1 + 2 + 4, 7], (float[])Driver.GetMethod("ShiftGradient")!.Invoke(null, [new float[3], new float[2], new float[] { 1, 2, 4 }, new float[] { 5, 7 }])!);
        Assert.Equal([5f], (float[])Driver.GetMethod("TwiceGradient")!.Invoke(null, [new float[20], new float[1], new float[] { 5 }])!);
    }

    [Fact]
    public void Spans_that_do_not_fit_are_refused()
    {
        Assert.Contains("'byGradient' has 1 elements and 'by' has 2", Failure("ShiftGradient", new float[3], new float[2], new float[3], new float[1]), StringComparison.Ordinal);
        Assert.Contains("overlaps 'by'", Failure("Overlapping"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_allocated() => Assert.Equal(0L, Driver.GetMethod("Allocates")!.Invoke(null, [1]));

    private static string Failure(string method, params object[] arguments) =>
        Assert.IsType<ArgumentException>(Assert.Throws<TargetInvocationException>(() => Driver.GetMethod(method)!.Invoke(null, arguments)).InnerException).Message;

    private static double[][] Gradient(double[] x, int[] kinds, double[] centres, double[] table, double[] widths, double upstream, int threads) =>
        (double[][])Driver.GetMethod("MixtureGradient")!.Invoke(null, [x, kinds, centres, table, widths, upstream, threads])!;

    private static (double[] X, int[] Kinds, double[] Centres, double[] Table, double[] Widths) Inputs(int length)
    {
        var random = new System.Random(length);
        return (Values(length, 4), [.. Enumerable.Range(0, length).Select(_ => random.Next(3))], Values(5, 4), Values(3, 1), [0.5, 0.7, 0.9, 0.4, 1.1]);

        double[] Values(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() - 0.5) * scale)];
    }

    private static Type Load()
    {
        var run = GeneratorHarness.Run(Source, new KernelGenerator());
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        return run.Load().GetType("Driver")!;
    }
}
