using Pico.Generators.Pipelines;
using Pico.Simd;

namespace Pico.Generators.Tests.Kernels;

/// <summary>
/// Gradients against central differences of the scalar method. The methods are double, so that differences mean something;
/// the float forms are tested with the activations.
/// </summary>
[Collection("SimdWidth")]
public class KernelGradientTests
{
    private delegate void Pair(double x, double y, double upstream, out double xGradient, out double yGradient);

    [Theory]
    [InlineData("x * y + x / (y + 3) - y")]
    [InlineData("x % (y + 2) + Math.FusedMultiplyAdd(x, y, x)")]
    [InlineData("Math.Exp(x) * Math.Log(y + 4) + Math.Log2(x + 3) - Math.Log10(y + 3)")]
    [InlineData("Math.Sqrt(x * x + y * y + 1) * Math.Cbrt(x + 5)")]
    [InlineData("Math.Sin(x) * Math.Cos(y) + Math.Tan(x * 0.5)")]
    [InlineData("Math.Asin(x * 0.3) + Math.Acos(y * 0.3) * Math.Atan(x) + Math.Atan2(y, x + 4)")]
    [InlineData("Math.Sinh(x) - Math.Cosh(y) * Math.Tanh(x * y)")]
    [InlineData("Math.Pow(x + 3, y) + Math.Pow(y, 3)")]
    [InlineData("Math.Abs(x) * Math.Max(x, y) + Math.Min(x * 2, y) + Math.CopySign(x, y)")]
    [InlineData("PicoMath.Erf(x) + PicoMath.ExpM1(y) * PicoMath.LogP1(x * x)")]
    [InlineData("y * PicoMath.NormalDistribution(x) + PicoMath.NormalDensity(y)")]
    [InlineData("x > 0 && y > 0 ? x * y : x > y ? x * x : -y")]
    [InlineData("(x > y ? x : y) * (x > y ? y * y : x) + x")]
    [InlineData("Math.Floor(x * 3) * y + (int)(y * 5) * x + Math.Round(x)")]
    [InlineData("Math.Clamp(x, -0.5, y + 1) * Math.Sign(y) * y")]
    [InlineData("Helper(x, Helper(y, x)) * Helper(x * y, 2)")]
    [InlineData("(float)x * 3f * y")]
    public void Gradients_are_the_limits_of_differences(string expression)
    {
        var type = Load($$"""
            public static partial class Ops
            {
                [Kernel, Differentiable] public static double F(double x, double y) => {{expression}};
                static double Helper(double a, double b) { var t = a * b; t += a; a = t * t; return a > 1 ? a - b : a * b; }
            }
            """);
        var f = type.GetMethod("F", [typeof(double), typeof(double)])!.CreateDelegate<Func<double, double, double>>();
        var gradient = type.GetMethods().Single(method => method.Name == "FGradient" && method.GetParameters()[0].ParameterType == typeof(double)).CreateDelegate<Pair>();
        var isSingle = expression.Contains("(float)", StringComparison.Ordinal);
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var (x, y, upstream) = ((random.NextDouble() * 3) - 1.5, (random.NextDouble() * 3) - 1.5, random.NextDouble() - 0.3);
            var (step, tolerance) = isSingle ? (1e-2, 1e-4) : (1e-5, 1e-7);
            gradient(x, y, upstream, out var dx, out var dy);
            AssertSlope(t => f(t, y), x, dx / upstream, step, tolerance);
            AssertSlope(t => f(x, t), y, dy / upstream, step, tolerance);
        }
    }

    [Theory]
    [InlineData("x > 20 ? x : MathF.Log(1 + MathF.Exp(x))", 1000f, 1f)]
    [InlineData("x > 20 ? x : MathF.Log(1 + MathF.Exp(x))", 0f, 0.5f)]
    [InlineData("x > 0 ? MathF.Sqrt(x) : 0", 0f, 0f)]
    [InlineData("x > 0 ? MathF.Log(x) * (x > 1 ? 1 / (x - 1) : 2) : x * 3", -1f, 3f)]
    [InlineData("x > 0 ? x : 0", 0f, 0f)]
    [InlineData("MathF.Max(x, 0)", 0f, 0f)]
    [InlineData("MathF.Abs(x)", 0f, 0f)]
    [InlineData("MathF.Pow(x, 2)", 0f, 0f)]
    [InlineData("MathF.Pow(x, 0)", 0f, 0f)]
    [InlineData("x != 0 && 1 / x > 0 ? MathF.Sin(x) / x : 1", 0f, 0f)]
    public void A_branch_that_is_not_taken_adds_nothing_not_even_NaN(string expression, float x, float expected)
    {
        var type = Load($"public static partial class Ops {{ [Kernel, Differentiable] public static float F(float x) => {expression}; }}");
        Assert.Equal(expected, type.GetMethod("FGradient", [typeof(float), typeof(float)])!.Invoke(null, [x, 1f]));
        AssertLanes(type, x, expected);
    }

    [Fact]
    public void A_value_computed_outside_a_branch_but_used_in_it_adds_nothing_either()
    {
        var type = Load("""
            public static partial class Ops
            {
                [Kernel, Differentiable] public static float F(float x)
                {
                    var e = MathF.Exp(x);
                    var s = MathF.Log(1 + e);
                    return x > 20 ? x : s;
                }
            }
            """);
        Assert.Equal(1f, type.GetMethod("FGradient", [typeof(float), typeof(float)])!.Invoke(null, [1000f, 1f]));
        AssertLanes(type, 1000, 1);
    }

    [Fact]
    public void Uniform_and_integer_parameters_have_no_gradient()
    {
        var type = Load("""
            public readonly record struct Line(float Slope, float Offset);
            public static partial class Ops
            {
                [Kernel, Differentiable] public static float F(float x, int n, [Uniform] in Line line, [Uniform] float s) => x * x * line.Slope * n + line.Offset * s;
            }
            """);
        var method = type.GetMethods().Single(m => m.Name == "FGradient" && m.ReturnType == typeof(float));
        Assert.Equal(["x", "n", "line", "s", "upstream"], method.GetParameters().Select(parameter => parameter.Name));
        var line = Activator.CreateInstance(type.Assembly.GetType("Line")!, 2f, 9f)!;
        Assert.Equal(2 * 3f * 2 * 5 * 0.5f, method.Invoke(null, [3f, 5, line, 7f, 0.5f]));
    }

    [Fact]
    public void The_gradient_of_a_sum_takes_one_upstream_for_all()
    {
        var type = Load("public static partial class Ops { [Kernel(Reduce = Reduction.Sum), Differentiable] public static float F(float a, float b) => a * b; }");
        var gradient = type.GetMethods().Single(m => m.Name == "FGradient" && m.GetParameters().Length == 5 && m.GetParameters()[0].ParameterType == typeof(ReadOnlySpan<float>)).CreateDelegate<SumGradient>();
        var (a, b) = (Enumerable.Range(0, 21).Select(i => (float)i).ToArray(), Enumerable.Range(0, 21).Select(i => i * 0.5f).ToArray());
        var (da, db) = (new float[21], new float[21]);
        gradient(a, b, 3, da, db);
        Assert.Equal(b.Select(x => x * 3), da);
        Assert.Equal(a.Select(x => x * 3), db);
    }

    private delegate void SumGradient(ReadOnlySpan<float> a, ReadOnlySpan<float> b, float upstream, Span<float> aGradient, Span<float> bGradient);

    private delegate void LaneGradient(ReadOnlySpan<float> x, ReadOnlySpan<float> upstream, Span<float> xGradient);

    private static void AssertLanes(Type type, float x, float expected)
    {
        var lanes = type.GetMethod("FGradient", [typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<LaneGradient>();
        foreach (var width in KernelDriver.Widths)
        {
            using var limit = SimdWidth.Limit(width);
            var result = new float[19];
            lanes(Enumerable.Repeat(x, 19).ToArray(), Enumerable.Repeat(1f, 19).ToArray(), result);
            Assert.All(result, value => Assert.Equal(expected, value));
        }
    }

    private static void AssertSlope(Func<double, double> f, double at, double slope, double step, double tolerance)
    {
        var (wide, narrow) = (Slope(step), Slope(step / 2));
        if (Math.Abs(wide - narrow) > 1e-3 * Math.Max(1, Math.Abs(narrow)))
        {
            return; // a kink or a jump lies within the step: the difference means nothing here
        }

        Assert.True(Math.Abs(narrow - slope) <= tolerance * Math.Max(1, Math.Abs(narrow)) * 10, FormattableString.Invariant($"at {at:R}: difference {narrow:R}, gradient {slope:R}"));

        double Slope(double h) => (f(at + h) - f(at - h)) / (2 * h);
    }

    private static Type Load(string source)
    {
        var run = GeneratorHarness.Run(source, new KernelGenerator());
        return run.Load().GetType("Ops")!;
    }
}
