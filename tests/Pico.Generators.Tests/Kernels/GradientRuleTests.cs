using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary><c>[Gradient]</c> and <c>StopGradient</c>: derivatives that are given, in every form in which derivatives are asked for.</summary>
[Collection("SimdWidth")]
public class GradientRuleTests
{
    private const string Ops = """
        public static partial class Ops
        {
            /// A step whose gradient is that of the arc tangent.
            [Kernel, Differentiable(Hessian = true), Gradient(nameof(Slope))] public static double Step(double x) => x > 0 ? 1 : 0;
            static double Slope(double x) => 1 / (1 + x * x);

            /// A product whose gradient claims to be that of a sum with weights.
            [Differentiable, Gradient(nameof(Weights))] public static double Product(double x, int n, double y) { x *= y; return x * n; }
            static void Weights(double x, int n, double y, out double xGradient, out double yGradient) { xGradient = 2 * n; yGradient = 3 * x; }

            /// A root by bisection, whose gradient is that of the equation r³ + r = c.
            [Gradient(nameof(RootGradient))]
            static double Root(double c)
            {
                double low = -10, high = 10;
                while (high - low > 1e-12) { var middle = 0.5 * (low + high); if (middle * middle * middle + middle > c) high = middle; else low = middle; }
                return low;
            }

            static double RootGradient(double c) { var r = c / 2; for (var i = 0; i < 60; i++) r -= (r * r * r + r - c) / (3 * r * r + 1); return 1 / (3 * r * r + 1); }

            [Differentiable(Hessian = true)]
            public static double Loop(double c, ReadOnlySpan<double> a)
            {
                var s = c;
                for (var i = 0; i < a.Length; i++) s = Root(s * a[i] + 1) + 0.5 * s;
                return s;
            }

            /// In maps of tensors: a rule over two numbers, one inside a branch, and a stop.
            [Kernel, Differentiable, Gradient(nameof(MixWeights))] public static float Mix(float x, float y) => x * y;
            static void MixWeights(float x, float y, out float xGradient, out float yGradient) { xGradient = 5 * y; yGradient = -3 * x; }
            [Kernel, Differentiable] public static float Mapped(float x, float y) => x > 1 ? Mix(x, y) * x + PicoMath.StopGradient(x * x) : y * y;

            [Differentiable(Hessian = true)] public static double Stopped(double x, double y) => x * PicoMath.StopGradient(x * y) + PicoMath.StopGradient(2.0);
        }
        """;

    private const string Driver = """

        public static class Driver
        {
            public static double[] Steps() { var (value, tangent) = Ops.StepJvp(2, 10); return [Ops.StepGradient(2, 10), value, tangent, Ops.StepHvp(2, 10)]; }

            public static double[] Lanes()
            {
                double[] result = new double[3], gradient = new double[3];
                Ops.Step([-1, 0, 2], result);
                Ops.StepGradient([-1, 0, 2], [1, 1, 10], gradient);
                return [.. result, .. gradient];
            }

            public static double[] Products()
            {
                Ops.ProductGradient(5, 7, 11, 2, out var x, out var y);
                var (value, tangent) = Ops.ProductJvp(5, 7, 11, 1, 100);
                return [x, y, value, tangent];
            }

            public static double[] Stops()
            {
                Ops.StoppedGradient(3, 5, 2, out var x, out var y);
                Ops.StoppedHvp(3, 5, 1, 1, out var xx, out var yy);
                var (value, tangent) = Ops.StoppedJvp(3, 5, 1, 100);
                return [x, y, value, tangent, xx, yy];
            }

            public static double[] Maps()
            {
                var (x, y) = (Tensor.From([0.5f, 2f, 3f], 3).RequiresGradient(), Tensor.From([7f, 4f, -2f], 3).RequiresGradient());
                x.Map(Ops.Mapped, y).Backward(Tensor.From([1f, 1f, 10f], 3));
                return [.. x.Gradient!.ToDoubles(), .. y.Gradient!.ToDoubles()];
            }

            public static double[] MapsCompiled()
            {
                float[] x = new float[3], y = new float[3];
                Ops.MappedGradient([0.5f, 2f, 3f], [7f, 4f, -2f], [1, 1, 10], x, y);
                return [.. Array.ConvertAll(x, value => (double)value), .. Array.ConvertAll(y, value => (double)value)];
            }

            public static double Loop(double c, double[] a) => Ops.Loop(c, a);
            public static double Gradient(double c, double[] a, double[] g) => Ops.LoopGradient(c, a, 1, g);
            public static double Tangent(double c, double[] a, double[] v) => Ops.LoopJvp(c, a, 0, v).Tangent;
            public static double Product(double c, double[] a, double[] v, double[] h) => Ops.LoopHvp(c, a, 0, v, h);
        }
        """;

    private static readonly Lazy<Type> Loaded = new(() => Load(Ops + Driver));

    [Fact]
    public void A_rule_is_the_gradient_in_reverse_forward_mode_lanes_and_second_derivatives()
    {
        Assert.Equal([2, 1, 2, 10 * -4.0 / 25], Call("Steps"), Near);
        Assert.Equal([0, 0, 1, 0.5, 1, 2], Call("Lanes"), Near);
    }

    [Fact]
    public void A_rule_of_several_parameters_is_given_the_arguments_as_they_were() =>
        Assert.Equal([2 * 14, 2 * 15, 385, 14 + 1500], Call("Products"), Near);

    [Fact]
    public void A_stopped_value_is_a_constant_to_derivatives_of_every_order() => // x·15 + 2: the gradient is (15, 0), and none of it changes
        Assert.Equal([30, 0, 47, 15, 0, 0], Call("Stops"), Near);

    /// <summary>Where x &gt; 1: (x y) x has, by the rule, the derivatives 5y·x + xy and -3x·x; elsewhere y² has 0 and 2y.</summary>
    [Fact]
    public void Eager_maps_obey_rules_and_stops_as_compiled_ones_do()
    {
        double[] expected = [0, 48, -360, 14, -12, -270];
        Assert.Equal(expected, Call("Maps"), (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal(expected, Call("MapsCompiled"), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Rules_hold_inside_of_loops_and_may_have_loops()
    {
        double[] a = [0.3, -0.7, 1.2, 0.5], v = [1, -2, 0.5, 0.3], g = new double[4], h = new double[4];
        Loaded.Value.GetMethod("Gradient")!.CreateDelegate<Func<double, double[], double[], double>>()(0.4, a, g);
        var (expected, slope) = Chain(0.4, a, v);
        Assert.Equal(slope, g.Zip(v, (x, y) => x * y).Sum(), 1e-9);
        Assert.Equal(slope, Loaded.Value.GetMethod("Tangent")!.CreateDelegate<Func<double, double[], double[], double>>()(0.4, a, v), 1e-9);
        Assert.Equal(expected, Loaded.Value.GetMethod("Loop")!.CreateDelegate<Func<double, double[], double>>()(0.4, a), 1e-9);

        // How the slope in a direction changes in the same direction.
        Loaded.Value.GetMethod("Product")!.CreateDelegate<Func<double, double[], double[], double[], double>>()(0.4, a, v, h);
        var (after, before) = (Chain(0.4, Moved(1e-5), v).Slope, Chain(0.4, Moved(-1e-5), v).Slope);
        Assert.Equal((after - before) / 2e-5, h.Zip(v, (x, y) => x * y).Sum(), 1e-5);

        double[] Moved(double by) => [.. a.Zip(v, (x, d) => x + (by * d))];
    }

    [Fact]
    public void Rules_travel_to_other_assemblies()
    {
        var library = GeneratorHarness.Run(GeneratorHarness.Compile(Ops, name: "Library"), new KernelGenerator());
        var run = GeneratorHarness.Run(
            GeneratorHarness.Compile("""
                public static partial class Mine
                {
                    [Differentiable] public static double Twice(double x) => 2 * Ops.Step(x) + Ops.Product(x, 2, x);
                    public static double Run() => TwiceGradient(2);
                }
                """, references: library.Reference()), new KernelGenerator());
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Contains("Mine", run.Sources.Keys.Single(), StringComparison.Ordinal);
        Assert.Contains( // 2 n + 3 x of the product, 1 / (1 + x²) of the step
            "return upstream * 4d + upstream * yGradient + upstream * 2d * (1d / (1d + x2));", run.Sources.Values.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_holds_in_the_map_of_a_model()
    {
        var model = Models.ModelHarness.Create("""
            public static partial class Ops
            {
                [Kernel, Differentiable, Gradient(nameof(Straight))] public static float Rounded(float x) => MathF.Round(x) * PicoMath.StopGradient(x * x);
                static float Straight(float x) => x > 2 ? 0 : 3;
            }

            [Model] public sealed partial class M
            {
                [Parameter] readonly Tensor w = Ones([3]);
                [Loss] public Tensor Loss([Shape("batch 3")] Tensor x) => (x * w).Map(Ops.Rounded).Sum();
            }
            """, "M");
        var entry = model.Description.EntryPoints.Single(candidate => candidate.FormsGradients);
        Assert.Equal(2 * 2.25f + 3 * 9, entry.Run(model.DefaultWorkspace, [Tensor.From([1.5f, 0.2f, 3], 1, 3)], [1])[0]);
        Assert.Equal([3 * 1.5f, 3 * 0.2f, 0], model.DefaultWorkspace.Gradient(0).ToArray());
    }

    /// <summary>The loop of the test with its derivative in a direction, by the chain rule by hand.</summary>
    private static (double Value, double Slope) Chain(double c, double[] a, double[] v)
    {
        var (s, slope) = (c, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            var (inside, change) = ((s * a[i]) + 1, (slope * a[i]) + (s * v[i]));
            var root = inside / 2;
            for (var k = 0; k < 100; k++) root -= ((root * root * root) + root - inside) / ((3 * root * root) + 1);
            (s, slope) = (root + (0.5 * s), (change / ((3 * root * root) + 1)) + (0.5 * slope));
        }

        return (s, slope);
    }

    private static double[] Call(string name) => Loaded.Value.GetMethod(name)!.CreateDelegate<Func<double[]>>()();

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-12;

    private static Type Load(string source)
    {
        var run = GeneratorHarness.Run(source, new KernelGenerator());
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Id != "CS1591" && diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Empty(run.Analyze(new KernelAnalyzer()).Result);
        return run.Load().GetType("Driver")!;
    }
}
