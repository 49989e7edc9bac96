using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary>
/// Forward mode and products with the Hessian, of the programs whose gradients <see cref="ProgramGradientTests"/> checks: against central differences of
/// the method and of its gradient, and against each other.
/// </summary>
public class ForwardModeTests
{
    public static TheoryData<string, string> Programs => ProgramGradientTests.Programs;

    [Theory]
    [MemberData(nameof(Programs))]
    public void Tangents_are_the_limits_of_differences_and_agree_with_gradients(string name, string body)
    {
        var derivatives = Load(body);
        var compared = 0;
        foreach (var (n, at, direction, _) in Points(name))
        {
            var (value, tangent) = derivatives.Jvp(at, n, direction);
            Assert.Equal(derivatives.Value(at, n), value, 1e-12);
            var expected = Dot(derivatives.Gradient(at, n), direction);
            Near(expected, tangent, name == "Float inside" ? 1e-5 : 1e-9, $"{name}, n = {n}: by the gradient {expected:R}, by forward mode {tangent:R}");
            compared += Differences(h => derivatives.Value(Moved(at, direction, h), n), tangent, name, n) ? 1 : 0;
        }

        Assert.True(compared > 5, $"{name}: only {compared} of the differences meant anything");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Products_with_the_Hessian_are_how_gradients_change_and_the_Hessian_is_symmetric(string name, string body)
    {
        var derivatives = Load(body);
        var compared = 0;
        foreach (var (n, at, direction, other) in Points(name))
        {
            var (product, mirrored) = (derivatives.Hvp(at, n, direction), derivatives.Hvp(at, n, other));
            var size = product.Concat(mirrored).Select(Math.Abs).DefaultIfEmpty().Max();
            Near(Dot(other, product), Dot(direction, mirrored), (name == "Float inside" ? 1e-4 : 1e-9) * Math.Max(1, size), $"{name}, n = {n}: the Hessian is not symmetric");
            for (var i = 0; i < at.Length; i++)
            {
                compared += Differences(h => derivatives.Gradient(Moved(at, direction, h), n)[i], product[i], name, n) ? 1 : 0;
            }
        }

        Assert.True(compared > 100, $"{name}: only {compared} of the differences meant anything");
    }

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
    [InlineData("Math.Floor(x * 3) * y + (int)(y * 5) * x + Math.Round(x)")]
    public void Every_operation_has_a_tangent_and_a_second_derivative(string expression)
    {
        var driver = Compile($$"""
            public static partial class Ops
            {
                [Kernel, Differentiable(Hessian = true)] public static double F(double x, double y) => {{expression}};
            }

            public static class Driver
            {
                public static double Value(double[] p, int n) => Ops.F(p[0], p[1]);
                public static double[] Gradient(double[] p, int n) { var g = new double[2]; Ops.FGradient(p[0], p[1], 1, out g[0], out g[1]); return g; }
                public static (double, double) Jvp(double[] p, int n, double[] v) => Ops.FJvp(p[0], p[1], v[0], v[1]);
                public static double[] Hvp(double[] p, int n, double[] v) { var g = new double[2]; Ops.FHvp(p[0], p[1], v[0], v[1], out g[0], out g[1]); return g; }
            }
            """);
        var random = new Random(5);
        var compared = 0;
        for (var k = 0; k < 50; k++)
        {
            double[] at = [(random.NextDouble() * 3) - 1.5, (random.NextDouble() * 3) - 1.5], direction = [random.NextDouble() - 0.5, random.NextDouble() - 0.5];
            var (value, tangent) = driver.Jvp(at, 0, direction);
            Assert.Equal(driver.Value(at, 0), value, 1e-12);
            compared += Differences(h => driver.Value(Moved(at, direction, h), 0), tangent, expression, 0) ? 1 : 0;
            var product = driver.Hvp(at, 0, direction);
            compared += Differences(h => driver.Gradient(Moved(at, direction, h), 0)[0], product[0], expression, 0) ? 1 : 0;
            compared += Differences(h => driver.Gradient(Moved(at, direction, h), 0)[1], product[1], expression, 0) ? 1 : 0;
        }

        Assert.True(compared > 100, $"{expression}: only {compared} of the differences meant anything");
    }

    [Theory]
    [InlineData("x > 0 ? MathF.Sqrt(x) : 0", 0f, 0f)]
    [InlineData("x > 20 ? x : MathF.Log(1 + MathF.Exp(x))", 1000f, 1f)]
    [InlineData("MathF.Max(x, 0)", 0f, 0f)]
    [InlineData("MathF.Abs(x)", 0f, 0f)]
    [InlineData("MathF.Pow(x, 2)", 0f, 0f)]
    [InlineData("x != 0 && 1 / x > 0 ? MathF.Sin(x) / x : 1", 0f, 0f)]
    public void A_branch_that_is_not_taken_adds_nothing_not_even_NaN(string expression, float x, float expected)
    {
        var run = GeneratorHarness.Run($"public static partial class Ops {{ [Kernel, Differentiable] public static float F(float x) => {expression}; }}", new KernelGenerator());
        var (_, tangent) = ((float, float))run.Load().GetType("Ops")!.GetMethod("FJvp")!.Invoke(null, [x, 1f])!;
        Assert.Equal(expected, tangent);
    }

    [Fact]
    public void Nothing_is_allocated_and_products_are_added_to_spans()
    {
        var driver = GeneratorHarness.Run("""
            public static partial class Ops
            {
                [Differentiable(Hessian = true)]
                public static double F(ReadOnlySpan<double> x) { var p = 1.0; for (var i = 0; i < x.Length; i++) p *= x[i]; return p; }
            }

            public static class Driver
            {
                static readonly double[] X = [2, 3, 5], V = [1, 0, 0], H = [100, 100, 100], Scratch = new double[2 * Ops.FGradientScratch([2, 3, 5])];

                public static double[] Run() { Ops.FHvp(X, V, H); Ops.FHvp(X, V, H, Scratch); return H; }

                public static long Allocated()
                {
                    Run();
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    for (var i = 0; i < 100; i++) { Run(); Ops.FJvp(X, V); }
                    return GC.GetAllocatedBytesForCurrentThread() - before;
                }

                public static void Short() => Ops.FHvp(X, V, H, Scratch.AsSpan(1));
                public static void Tangent() => Ops.FJvp(X, new double[2]);
                public static void Overlap() => Ops.FHvp(X, V, V);
            }
            """, new KernelGenerator()).Load().GetType("Driver")!;
        Assert.Equal([100, 110, 106], driver.GetMethod("Run")!.CreateDelegate<Func<double[]>>()());
        Assert.Equal(0, driver.GetMethod("Allocated")!.CreateDelegate<Func<long>>()());
        Assert.Throws<IndexOutOfRangeException>(driver.GetMethod("Short")!.CreateDelegate<Action>());
        Assert.Throws<ArgumentException>(driver.GetMethod("Tangent")!.CreateDelegate<Action>());
        Assert.Throws<ArgumentException>(driver.GetMethod("Overlap")!.CreateDelegate<Action>());
    }

    private static IEnumerable<(int N, double[] At, double[] Direction, double[] Other)> Points(string name)
    {
        var random = new Random(23);
        foreach (var n in new[] { 0, 1, 2, 5, 7, 7, 9, 11, 13, 13, 17, 17 })
        {
            if (name != "Recurrence in an array" || n > 0)
            {
                yield return (n, Vector(), Vector(), Vector());
            }

            double[] Vector() => [.. Enumerable.Range(0, 2 + (2 * n)).Select(_ => (random.NextDouble() * 2) - 0.9)];
        }
    }

    /// <summary>False where another branch lies within the step, so that differences mean nothing.</summary>
    private static bool Differences(Func<double, double> f, double derivative, string name, int n)
    {
        var (step, tolerance) = name == "Float inside" ? (1e-2, 1e-3) : (1e-5, 2e-6);
        var (wide, narrow) = (Slope(step), Slope(step / 2));
        if (!(Math.Abs(wide - narrow) <= 1e-4 * Math.Max(1, Math.Abs(narrow))))
        {
            return false;
        }

        Near(narrow, derivative, tolerance, $"{name}, n = {n}: difference {narrow:R}, derivative {derivative:R}");
        return true;

        double Slope(double h) => (f(h) - f(-h)) / (2 * h);
    }

    private static void Near(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), what);

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Moved(double[] at, double[] direction, double by) => [.. at.Zip(direction, (x, d) => x + (by * d))];

    private static Derivatives Load(string body) => Compile($$"""
        public static partial class Ops
        {
            [Differentiable(Hessian = true)] public static double F(double x, double y, int n, ReadOnlySpan<double> a, ReadOnlySpan<double> b) { {{body}} }
            {{ProgramGradientTests.Helpers}}
        }

        public static class Driver
        {
            public static double Value(double[] p, int n) => Ops.F(p[0], p[1], n, p.AsSpan(2, n), p.AsSpan(2 + n));

            public static double[] Gradient(double[] p, int n)
            {
                var g = new double[p.Length];
                Ops.FGradient(p[0], p[1], n, p.AsSpan(2, n), p.AsSpan(2 + n), 1, out g[0], out g[1], g.AsSpan(2, n), g.AsSpan(2 + n));
                return g;
            }

            public static (double, double) Jvp(double[] p, int n, double[] v) =>
                Ops.FJvp(p[0], p[1], n, p.AsSpan(2, n), p.AsSpan(2 + n), v[0], v[1], v.AsSpan(2, n), v.AsSpan(2 + n));

            public static double[] Hvp(double[] p, int n, double[] v)
            {
                var g = new double[p.Length];
                Ops.FHvp(p[0], p[1], n, p.AsSpan(2, n), p.AsSpan(2 + n), v[0], v[1], v.AsSpan(2, n), v.AsSpan(2 + n), out g[0], out g[1], g.AsSpan(2, n), g.AsSpan(2 + n));
                return g;
            }
        }
        """);

    private static Derivatives Compile(string source)
    {
        var run = GeneratorHarness.Run(source, new KernelGenerator());
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Id != "CS1591");
        var driver = run.Load().GetType("Driver")!;
        return new Derivatives(
            driver.GetMethod("Value")!.CreateDelegate<Func<double[], int, double>>(),
            driver.GetMethod("Gradient")!.CreateDelegate<Func<double[], int, double[]>>(),
            driver.GetMethod("Jvp")!.CreateDelegate<Func<double[], int, double[], (double, double)>>(),
            driver.GetMethod("Hvp")!.CreateDelegate<Func<double[], int, double[], double[]>>());
    }

    private sealed record Derivatives(
        Func<double[], int, double> Value,
        Func<double[], int, double[]> Gradient,
        Func<double[], int, double[], (double Value, double Tangent)> Jvp,
        Func<double[], int, double[], double[]> Hvp);
}
