using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Pico.Generators.Pipelines;
using Pico.Simd;

namespace Pico.Generators.Tests.Kernels;

/// <summary>
/// Gradients of kernels with loops and memory in lanes: at every width the bits of the scalar method's gradient, which <see cref="RandomGradientTests"/> compares with
/// differences. The gradient of the shared memory is that of sixteen lanes, each over its own elements in order, summed as reductions are. <c>PICO_LONG_TESTS=1</c> runs fifty times as many.
/// </summary>
[Collection("SimdWidth")]
public class LaneGradientTests
{
    private const int MethodsPerCompilation = 12; // compiling is what takes the time

    // In place of functions with an error of their own, which lanes may round differently.
    private const string Helpers = """
            static double Sin(double x) => x / (1 + x * x);
            static double Cos(double x) => 1 / (1 + x * x);
            static double Tanh(double x) => x / (2 + Math.Abs(x));
        """;

    private delegate void Gradient<T>(T[] x, T[] y, int[] n, T[] s, T[] upstream, T[] xGradient, T[] yGradient, T[] sGradient);

    [Fact]
    public void Gradients_of_random_kernels_have_the_bits_of_the_scalar_ones()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("PICO_SEED"), out var one))
        {
            Check(one); // as a failure names it
            return;
        }

        var compilations = Environment.GetEnvironmentVariable("PICO_LONG_TESTS") == "1" ? 100 : 2;
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Check(seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(compilations));
    }

    [Fact]
    public void A_lane_that_is_done_keeps_its_array_while_others_begin_theirs_anew() => Check(1700833282);

    [Fact]
    public void Rules_and_sums_hold_in_lanes_with_loops_too()
    {
        var run = GeneratorHarness.Run(
            """
            internal static partial class Ops
            {
                [Gradient(nameof(SquareGradient))] static float Square(float x) => x * x;
                static float SquareGradient(float x) => 10 * x;

                [Kernel(Reduce = Reduction.Sum), Differentiable] public static float Sum(float x, [Uniform] int n, [Uniform] ReadOnlySpan<float> s, [ElementIndex] int e)
                {
                    var sum = 0f;
                    for (var i = 0; i < n; i++) sum += s[i] * Square(x) + PicoMath.StopGradient(x) * x * (e & 1);
                    return sum;
                }
            }

            public static class Driver
            {
                public static float[] Run()
                {
                    var gradient = new float[3];
                    Ops.SumGradient([1, 2, 3], 2, [0.5f, 0.25f], 2, gradient);
                    return gradient;
                }
            }
            """, new KernelGenerator());
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        var gradient = run.Load().GetType("Driver")!.GetMethod("Run")!.CreateDelegate<Func<float[]>>()();
        Assert.Equal([15f, 38, 45], gradient); // twice: 0.75 of ten x, and where the number is odd two x more
    }

    private static void Check(int seed)
    {
        var isFloat = seed % 2 == 0;
        var sources = Enumerable.Range(0, MethodsPerCompilation).ToDictionary(k => "F" + k, k => Narrowed(new RandomDifferentiable(new System.Random(unchecked(seed + k))).Method("F" + k, "Kernel, Differentiable"), isFloat));
        var text = new StringBuilder("public static partial class Ops\n{\n").AppendJoin('\n', sources.Values).Append(Narrowed(Helpers, isFloat)).Append("}\n\npublic static class Driver\n{\n");
        foreach (var name in sources.Keys)
        {
            const string Parameters = "double[] x, double[] y, int[] n, double[] s, double[] upstream, double[] xGradient, double[] yGradient, double[] sGradient";
            text.AppendLine(Narrowed($"    public static void {name}Lanes({Parameters}) => Ops.{name}Gradient(x, y, n, s, upstream, xGradient, yGradient, sGradient);", isFloat));
            text.AppendLine(Narrowed($"    public static void {name}Scalar({Parameters}) {{ for (var i = 0; i < x.Length; i++) Ops.{name}Gradient(x[i], y[i], n[i], s, upstream[i], out xGradient[i], out yGradient[i], sGradient.AsSpan(i % 16 * s.Length, s.Length)); }}", isFloat));
        }

        var run = GeneratorHarness.Run(text.Append('}').ToString(), new KernelGenerator());
        var errors = run.CompilerErrors.Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ToArray();
        Assert.True(errors.Length == 0, $"seed {seed}: {string.Join('\n', errors.Take(5))}");
        var driver = run.Load().GetType("Driver")!;
        foreach (var (name, source) in sources)
        {
            if (isFloat)
            {
                Equal<float>(driver, name, source + "\nseed " + seed, random => (random.NextSingle() * 2) - 1, seed);
            }
            else
            {
                Equal<double>(driver, name, source + "\nseed " + seed, random => (random.NextDouble() * 2) - 1, seed);
            }
        }
    }

    private static void Equal<T>(Type driver, string name, string source, Func<System.Random, T> next, int seed)
        where T : INumber<T>
    {
        var lanes = driver.GetMethod(name + "Lanes")!.CreateDelegate<Gradient<T>>();
        var scalar = driver.GetMethod(name + "Scalar")!.CreateDelegate<Gradient<T>>();
        foreach (var length in (int[])[0, 1, 16, 37])
        {
            var random = new System.Random(unchecked(seed + length));
            T[] x = Values(length), y = Values(length), s = Values(5), upstream = Values(length);
            int[] n = [.. Enumerable.Range(0, length).Select(_ => random.Next(6))];
            T[] expectedX = new T[length], expectedY = new T[length], lanesOfS = new T[16 * s.Length];
            scalar(x, y, n, s, upstream, expectedX, expectedY, lanesOfS);
            foreach (var width in KernelDriver.Widths)
            {
                using var limit = SimdWidth.Limit(width);
                T[] actualX = new T[length], actualY = new T[length], actualS = [.. s.Select(_ => T.One)];
                lanes(x, y, n, s, upstream, actualX, actualY, actualS);
                for (var i = 0; i < length; i++)
                {
                    Assert.True(
                        Same(expectedX[i], actualX[i]) && Same(expectedY[i], actualY[i]),
                        FormattableString.Invariant($"width {width}, element {i} of {length}: scalar {expectedX[i]:R} {expectedY[i]:R}, lanes {actualX[i]:R} {actualY[i]:R}\n{source}"));
                }

                for (var k = 0; k < s.Length; k++)
                {
                    var expected = T.One + LaneSum([.. Enumerable.Range(0, 16).Select(lane => lanesOfS[(lane * s.Length) + k])]);
                    Assert.True(Same(expected, actualS[k]), FormattableString.Invariant($"width {width}, s[{k}] of {length} elements: scalar {expected:R}, lanes {actualS[k]:R}\n{source}"));
                }
            }

            T[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => next(random))];
        }
    }

    /// <summary>Pairs at distance 8, 4, 2, then 1.</summary>
    private static T LaneSum<T>(T[] lanes)
        where T : INumber<T> => lanes.Length == 1 ? lanes[0] : LaneSum(lanes.Take(lanes.Length / 2).Zip(lanes.Skip(lanes.Length / 2), (a, b) => a + b).ToArray());

    private static bool Same<T>(T expected, T actual) => EqualityComparer<T>.Default.Equals(expected, actual); // NaN equals NaN

    private static string Narrowed(string text, bool isFloat)
    {
        text = Regex.Replace(text, @"Math\.(Sin|Cos|Tanh)", "$1");
        return isFloat ? Regex.Replace(text.Replace("double", "float", StringComparison.Ordinal).Replace("Math.", "MathF.", StringComparison.Ordinal), @"(\d\.\d+)", "$1f") : text;
    }
}
