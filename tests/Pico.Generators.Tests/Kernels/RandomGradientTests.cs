using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary>
/// Gradients of random structured programs (loops in branches in loops, breaks, early returns, local arrays, memory by index)
/// against central differences in random directions; forward mode against reverse mode (the dot test: u·(Jv) = (Jᵀu)·v); products with the Hessian
/// against differences of the gradient, and its symmetry. <c>PICO_LONG_TESTS=1</c> runs fifty times as many.
/// </summary>
public class RandomGradientTests
{
    private const int MethodsPerCompilation = 20; // compiling is what takes the time
    private const int Elements = 5;

    [Fact]
    public void Gradients_of_random_programs_are_the_limits_of_differences()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("PICO_SEED"), out var one))
        {
            Check(one); // as a failure names it
            return;
        }

        var compilations = Environment.GetEnvironmentVariable("PICO_LONG_TESTS") == "1" ? 100 : 2;
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Check(seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(compilations));
    }

    private static void Check(int seed)
    {
        var methods = Enumerable.Range(0, MethodsPerCompilation).Select(k => new RandomDifferentiable(new System.Random(unchecked(seed + k))).Method("F" + k)).ToArray();
        var text = new StringBuilder("public static partial class Ops\n{\n").AppendJoin('\n', methods).Append("}\n\npublic static class Driver\n{\n");
        for (var k = 0; k < methods.Length; k++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    public static double F{k}(double[] p, int n) => Ops.F{k}(p[0], p[1], n, p.AsSpan(2));");
            text.AppendLine(CultureInfo.InvariantCulture, $"    public static void F{k}Gradient(double[] p, int n, double upstream, double[] g) => Ops.F{k}Gradient(p[0], p[1], n, p.AsSpan(2), upstream, out g[0], out g[1], g.AsSpan(2));");
            text.AppendLine(CultureInfo.InvariantCulture, $"    public static double F{k}Jvp(double[] p, int n, double[] v) => Ops.F{k}Jvp(p[0], p[1], n, p.AsSpan(2), v[0], v[1], v.AsSpan(2)).Tangent;");
            text.AppendLine(CultureInfo.InvariantCulture, $"    public static void F{k}Hvp(double[] p, int n, double[] v, double[] g) => Ops.F{k}Hvp(p[0], p[1], n, p.AsSpan(2), v[0], v[1], v.AsSpan(2), out g[0], out g[1], g.AsSpan(2));");
        }

        var run = GeneratorHarness.Run(text.Append('}').ToString(), new KernelGenerator());
        var refused = run.Analyze(new KernelAnalyzer()).Result.Select(diagnostic => diagnostic.ToString()).ToArray();
        Assert.True(refused.Length == 0, $"seed {seed}: {string.Join('\n', refused)}");
        var driver = run.Load().GetType("Driver")!;
        var (compared, curved) = (0, 0);
        for (var k = 0; k < methods.Length; k++)
        {
            var value = driver.GetMethod("F" + k)!.CreateDelegate<Func<double[], int, double>>();
            var gradient = driver.GetMethod("F" + k + "Gradient")!.CreateDelegate<Action<double[], int, double, double[]>>();
            var jvp = driver.GetMethod("F" + k + "Jvp")!.CreateDelegate<Func<double[], int, double[], double>>();
            var hvp = driver.GetMethod("F" + k + "Hvp")!.CreateDelegate<Action<double[], int, double[], double[]>>();
            for (var n = 0; n < 6; n++)
            {
                compared += Agrees(value, gradient, n, new System.Random(unchecked(seed + n)), methods[k] + "\nseed " + seed) ? 1 : 0;
                curved += Agrees(gradient, jvp, hvp, n, new System.Random(unchecked(seed + n)), methods[k] + "\nseed " + seed) ? 1 : 0;
            }
        }

        Assert.True(compared > methods.Length * 3 && curved > methods.Length * 3, $"only {compared} and {curved} differences meant anything");
    }

    /// <summary>False where a jump or kink lies too near for differences to mean anything.</summary>
    private static bool Agrees(Func<double[], int, double> value, Action<double[], int, double, double[]> gradient, int n, System.Random random, string source)
    {
        var at = Enumerable.Range(0, 2 + Elements).Select(_ => (random.NextDouble() * 2) - 1).ToArray();
        var direction = at.Select(_ => (random.NextDouble() * 2) - 1).ToArray();
        var upstream = random.NextDouble() + 0.5;
        var found = new double[at.Length];
        gradient(at, n, upstream, found);
        var slope = found.Zip(direction, (g, d) => g * d).Sum() / upstream;
        var (wide, narrow) = (Slope(2e-5), Slope(1e-5));
        if (!(Math.Abs(wide - narrow) <= 1e-4 * Math.Max(1, Math.Abs(narrow))) || Math.Abs(narrow) > 1e4)
        {
            return false;
        }

        Assert.True(
            Math.Abs(narrow - slope) <= 1e-4 * Math.Max(1, Math.Abs(narrow)),
            FormattableString.Invariant($"n = {n}: difference {narrow:R}, gradient {slope:R}\n{source}"));
        return true;

        double Slope(double h) => (Value(h) - Value(-h)) / (2 * h);

        double Value(double by) => value([.. at.Zip(direction, (x, d) => x + (by * d))], n);
    }

    /// <summary>As above, of the gradient's differences; the dot test and symmetry hold wherever numbers are of moderate size.</summary>
    private static bool Agrees(
        Action<double[], int, double, double[]> gradient, Func<double[], int, double[], double> jvp, Action<double[], int, double[], double[]> hvp, int n, System.Random random, string source)
    {
        var (at, direction, other) = (Vector(), Vector(), Vector());
        var upstream = random.NextDouble() + 0.5;
        var found = new double[at.Length];
        gradient(at, n, upstream, found);
        var (pushed, pulled) = (upstream * jvp(at, n, direction), Dot(found, direction));
        var scale = Math.Max(1, found.Max(Math.Abs));
        if (scale > 1e4)
        {
            return false;
        }

        Assert.True(Math.Abs(pushed - pulled) <= 1e-9 * scale, FormattableString.Invariant($"n = {n}: u·(Jv) = {pushed:R}, (Jᵀu)·v = {pulled:R}\n{source}"));
        var (product, mirrored) = (new double[at.Length], new double[at.Length]);
        hvp(at, n, direction, product);
        hvp(at, n, other, mirrored);
        scale = Math.Max(1, product.Concat(mirrored).Max(Math.Abs));
        if (scale > 1e4)
        {
            return false;
        }

        var (left, right) = (Dot(other, product), Dot(direction, mirrored));
        Assert.True(Math.Abs(left - right) <= 1e-8 * scale, FormattableString.Invariant($"n = {n}: u·Hv = {left:R}, v·Hu = {right:R}\n{source}"));
        var (wide, narrow) = (Slope(2e-5), Slope(1e-5));
        if (!(Math.Abs(wide - narrow) <= 1e-4 * Math.Max(1, Math.Abs(narrow))))
        {
            return false;
        }

        Assert.True(Math.Abs(narrow - left) <= 1e-4 * scale, FormattableString.Invariant($"n = {n}: difference {narrow:R}, product {left:R}\n{source}"));
        return true;

        double[] Vector() => [.. Enumerable.Range(0, 2 + Elements).Select(_ => (random.NextDouble() * 2) - 1)];

        double Slope(double h) => (Along(h) - Along(-h)) / (2 * h);

        double Along(double by)
        {
            var here = new double[at.Length];
            gradient([.. at.Zip(direction, (x, d) => x + (by * d))], n, 1, here);
            return Dot(here, other);
        }
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
