using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Gradients of methods with loops, memory and jumps, against central differences of the methods themselves.</summary>
public class ProgramGradientTests
{
    /// <summary>What the bodies call.</summary>
    internal const string Helpers = """
        static double Root(double c, double start) { var r = start + 2; for (var i = 0; i < 50; i++) { var next = 0.5 * (r + c / r); if (Math.Abs(next - r) < 1e-15) return next; r = next; } return r; }
        static double Clip(double v) { if (v > 1) return 1; if (v < -1) return -1; return v; }
        """;

    /// <summary>Bodies of <c>double F(double x, double y, int n, ReadOnlySpan&lt;double&gt; a, ReadOnlySpan&lt;double&gt; b)</c>; the spans have n elements.</summary>
    public static TheoryData<string, string> Programs => new()
    {
        { "Horner", "var s = y; for (var i = 0; i < n; i++) s = s * x + a[i]; return s;" },
        { "Horner backwards", "var s = y; for (var i = n - 1; i >= 0; i--) s = s * x + a[i]; return s;" },
        { "Power", "var p = 1.0; for (var i = 0; i < n; i++) p *= x; return p * y;" },
        { "Dot", "var s = x * y; for (var i = 0; i < n; i++) s += a[i] * b[i]; return s;" },
        { "Squares by foreach", "var s = x; foreach (var v in a) s += v * v * y; return s;" },
        { "Log-sum-exp", "if (n == 0) return x * y; var most = a[0]; for (var i = 1; i < n; i++) most = Math.Max(most, a[i]); var sum = 0.0; for (var i = 0; i < n; i++) sum += Math.Exp((a[i] - most) * x); return most + Math.Log(sum) * y;" },
        { "Newton", "var c = x * x + 2; var r = 1.0; while (Math.Abs(r * r - c) > 1e-13) r = 0.5 * (r + c / r); return r * y;" },
        { "Recurrence in an array", "Span<double> w = stackalloc double[40]; w[0] = x; w[1] = y; for (var i = 2; i < n + 2; i++) w[i] = w[i - 1] * y * 0.5 + Math.Sin(w[i - 2]); return w[n + 1] * w[n / 2];" },
        { "Array overwritten", "Span<double> w = stackalloc double[3]; w[0] = x; w[1] = y; w[2] = 1; for (var i = 0; i < n; i++) w[i % 3] = w[(i + 1) % 3] * a[i] + Math.Sin(w[i % 3]); return w[0] * w[1] + w[2];" },
        { "Array by array", "Span<int> p = stackalloc int[4]; Span<double> w = stackalloc double[4]; for (var i = 0; i < 4; i++) { p[i] = (i + 1) % 4; w[i] = x * i + y; } var at = 0; for (var i = 0; i < n; i++) { p[p[at]] = (p[at] + i) % 4; w[p[at]] += w[at] * a[i]; at = p[at]; } return w[0] * w[1] + w[2] * w[3];" },
        { "Array in a loop", "var s = y; for (var i = 0; i < n; i++) { Span<double> w = stackalloc double[20]; for (var j = 0; j <= i; j++) w[j] = a[j] * s; for (var j = 1; j <= i; j++) w[j] += w[j - 1] * x; s = Math.Tanh(w[i] + s); } return s;" },
        { "Array in a loop that is written out", "if (n == 0) return x; var k = n & 1; var z = x; for (var r = 0; r < 2; r++) { Span<double> w = stackalloc double[3]; w[k + 1] = z; for (var e = 1; e < 3; e++) w[e] = Math.Sin(w[e - 1] + w[e] * a[k % n]); z -= w[2] * y; } return z * y;" },
        { "Copies", "Span<double> w = stackalloc double[2]; w[0] = y; var t = y; if (n > 2) t = x * a[0]; return x + y * 0.5 + w[0] + t * w[0]; " },
        { "Dense layer", "var m = 3; if (n < 9) return x; var t = 0.0; for (var r = 0; r < m; r++) { var s = b[r]; for (var c = 0; c < m; c++) s += a[r * m + c] * b[c + 3]; t += Math.Tanh(s * x) * y; } return t;" },
        { "Triangle", "var s = x; for (var i = 0; i < n; i++) for (var j = i; j < n; j++) s = Math.Sin(s + a[i] * b[j]); return s * y;" },
        { "Break", "var s = x; for (var i = 0; i < n; i++) { if (a[i] > 0.7) break; s = s * a[i] + y; } return s * s;" },
        { "Break in the middle", "var s = x; for (var i = 0; i < n; i++) { s = s * a[i] + y; if (s > 1.2) { s *= x; break; } s = Math.Sin(s) + b[i]; } return s * s;" },
        { "Two breaks", "var s = x; var i = 0; while (true) { if (i >= n) break; s = s * y + a[i]; if (Math.Abs(s) > 1.5) break; s += s * b[i]; i++; } return s * i;" },
        { "Continue", "var s = x; for (var i = 0; i < n; i++) { if (a[i] < 0) continue; s += Math.Sqrt(a[i] + 1) * s * 0.1; if (b[i] < 0) continue; s = s * y; } return s;" },
        { "Return from nested loops", "var s = x; for (var i = 0; i < n; i++) for (var j = 0; j < n; j++) { var t = a[i] * b[j] * y; if (t > 0.6) return t * x + s; s += t * s * 0.1; } return s * s;" },
        { "Inner break", "var s = x; for (var i = 0; i < n; i++) { for (var j = 0; j < n; j++) { s = s * 0.9 + a[j] * b[i]; if (s > 1) break; s *= y; } s = Math.Sin(s) + 0.1 * i; } return s;" },
        { "Do", "var s = x; var i = 0; do { s = Math.Cos(s * y); i++; } while (i < n && s > 0.4); return s * i;" },
        { "Do with continue", "var s = x; var i = 0; do { i++; if (i % 3 == 1) continue; s = s * y + Math.Sin(s); } while (i < n); return s;" },
        { "Switch", "var s = x; for (var i = 0; i < n; i++) switch (i % 4) { case 0: s *= y; break; case 1: s += a[i]; break; case 2: if (s > 0) { s = -s * s; break; } s += 1; break; default: s = Math.Sin(s); break; } return s;" },
        { "Helper", "var s = x; for (var i = 0; i < n; i++) s = Root(s * s + 1 + a[i] * a[i], y) * a[i] + Clip(s); return s;" },
        { "Branch on what it changes", "var s = x; for (var i = 0; i < n; i++) { if (s > 0.2) s = s * a[i]; else s = s * s + y; } return s;" },
        { "Maximum and where", "if (n == 0) return x; var best = 0; for (var i = 1; i < n; i++) if (a[i] > a[best]) best = i; return a[best] * x + b[best] * y * best;" },
        { "Parameters are variables", "for (; n > 0; n--) { x = x * y + a[n - 1]; y += 0.1 * x; } return x * y;" },
        { "Flags", "var grew = false; var s = x; for (var i = 0; i < n; i++) { var next = s * a[i] + y; grew = grew ? next > s : next > 0.3; s = grew ? next * 0.5 : Math.Exp(next * 0.1); } return s;" },
        { "Unsigned state", "var h = 7u; var s = x; for (var i = 0; i < n; i++) { h = h * 1664525u + 1013904223u; var c = (h >> 16) * 1e-5; s = s * c + y; } return s;" },
        { "Load in a choice", "var s = x; for (var i = 0; i < n; i++) s += i > 0 ? a[i - 1] * b[i] * s : y; return s;" },
        { "Float inside", "var s = (float)x; for (var i = 0; i < n; i++) s = s * 0.5f + (float)a[i]; return s + y;" },
        { "No loop", "if (n < 2) return x * y; return a[0] * b[1] * x + a[1] / (2 + y);" },
        { "Nothing to it", "var k = 0; for (var i = 0; i < n; i++) if (a[i] > 0) k += i; return k;" },
        { "What is returned is what comes in", "for (var i = 0; i < n; i++) if (a[i] > 2) return y; return x;" },
        { "While in for in while", "var s = x; var k = 0; while (k < 3) { for (var i = 0; i < n; i += 2) { var t = a[i]; while (t * t > 0.3) { t *= 0.5; s += t * y; } s = s * 0.8 + t; } k++; s = Math.Sin(s); } return s;" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void Gradients_are_the_limits_of_differences(string name, string body)
    {
        var (value, gradient) = Load(body);
        var isSingle = name == "Float inside";
        var random = new Random(11);
        var compared = 0;
        foreach (var n in new[] { 0, 1, 2, 7, 7, 13, 17, 17 })
        {
            var at = Enumerable.Range(0, 2 + (2 * n)).Select(_ => (random.NextDouble() * 2) - 0.9).ToArray();
            var upstream = random.NextDouble() - 1.7;
            if (name == "Recurrence in an array" && n < 1)
            {
                continue;
            }

            var found = gradient(at, n, upstream);
            for (var i = 0; i < at.Length; i++)
            {
                var (step, tolerance) = isSingle ? (1e-2, 1e-3) : (1e-5, 1e-6);
                var (wide, narrow) = (Slope(i, step), Slope(i, step / 2));
                if (Math.Abs(wide - narrow) > 1e-3 * Math.Max(1, Math.Abs(narrow)))
                {
                    continue; // another branch lies within the step: the difference means nothing here
                }

                compared++;
                Assert.True(
                    Math.Abs((narrow * upstream) - found[i]) <= tolerance * Math.Max(1, Math.Abs(narrow)),
                    FormattableString.Invariant($"{name}, n = {n}, argument {i}: difference {narrow * upstream:R}, gradient {found[i]:R}\n{body}"));
            }

            double Slope(int i, double h) => (Value(i, h) - Value(i, -h)) / (2 * h);

            double Value(int i, double by)
            {
                var moved = (double[])at.Clone();
                moved[i] += by;
                return value(moved, n);
            }
        }

        Assert.True(compared > 100, $"{name}: only {compared} of the differences meant anything");
    }

    [Fact]
    public void A_gradient_is_added_to_spans_and_upstream_is_one_if_nothing_is_said()
    {
        var driver = Compile("""
            public static partial class Ops
            {
                [Differentiable] public static double Power(double x, int n) { var p = 1.0; for (var i = 0; i < n; i++) p *= x; return p; }
                [Differentiable] public static float Norm(ReadOnlySpan<float> x) { var s = 0f; for (var i = 0; i < x.Length; i++) s += x[i] * x[i]; return s; }
            }

            public static class Driver
            {
                public static double[] Run()
                {
                    var gradient = new float[] { 10, 20, 30 };
                    Ops.NormGradient(new float[] { 1, 2, 3 }, 0.5f, gradient);
                    return [Ops.PowerGradient(3, 4), Ops.PowerGradient(3, 0, 7), Ops.PowerGradient(3, 4, 2, new double[Ops.PowerGradientScratch(3, 4)]), gradient[0], gradient[1], gradient[2]];
                }
            }
            """);
        Assert.Equal([4 * 27.0, 0, 2 * 4 * 27.0, 11, 22, 33], driver.GetMethod("Run")!.CreateDelegate<Func<double[]>>()());
    }

    [Fact]
    public void Spans_that_do_not_fit_and_a_short_scratch_are_errors()
    {
        var driver = Compile("""
            public static partial class Ops
            {
                [Differentiable] public static double F(ReadOnlySpan<double> x) { var p = 1.0; for (var i = 0; i < x.Length; i++) p = Math.Sin(p * x[i]); return p; }
            }

            public static class Driver
            {
                public static void Length() => Ops.FGradient(new double[3], 1, new double[2]);
                public static void Overlap() { var x = new double[3]; Ops.FGradient(x, 1, x); }
                public static void Short() => Ops.FGradient(new double[3], 1, new double[3], new double[Ops.FGradientScratch(new double[3]) - 1]);
                public static void Enough() => Ops.FGradient(new double[3], 1, new double[3], new double[Ops.FGradientScratch(new double[3])]);
            }
            """);
        Assert.Throws<ArgumentException>(Call("Length"));
        Assert.Throws<ArgumentException>(Call("Overlap"));
        Assert.Throws<IndexOutOfRangeException>(Call("Short"));
        Call("Enough")();

        Action Call(string name) => driver.GetMethod(name)!.CreateDelegate<Action>();
    }

    [Fact]
    public void Nothing_is_allocated_once_the_scratch_is_warm()
    {
        var driver = Compile("""
            public static partial class Ops
            {
                [Differentiable] public static double F(double x, int n) { var p = x; for (var i = 0; i < n; i++) p = Math.Sin(p * x); return p; }
            }

            public static class Driver
            {
                public static long Run()
                {
                    Ops.FGradient(0.5, 100);
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    for (var i = 0; i < 100; i++) Ops.FGradient(0.5, 100);
                    return GC.GetAllocatedBytesForCurrentThread() - before;
                }
            }
            """);
        Assert.Equal(0, driver.GetMethod("Run")!.CreateDelegate<Func<long>>()());
    }

    private static (Func<double[], int, double> Value, Func<double[], int, double, double[]> Gradient) Load(string body)
    {
        var driver = Compile($$"""
            public static partial class Ops
            {
                [Differentiable] public static double F(double x, double y, int n, ReadOnlySpan<double> a, ReadOnlySpan<double> b) { {{body}} }
                {{Helpers}}
            }

            public static class Driver
            {
                public static double Value(double[] p, int n) => Ops.F(p[0], p[1], n, p.AsSpan(2, n), p.AsSpan(2 + n));

                public static double[] Gradient(double[] p, int n, double upstream)
                {
                    var g = new double[p.Length];
                    Ops.FGradient(p[0], p[1], n, p.AsSpan(2, n), p.AsSpan(2 + n), upstream, out g[0], out g[1], g.AsSpan(2, n), g.AsSpan(2 + n));
                    return g;
                }
            }
            """);
        return (driver.GetMethod("Value")!.CreateDelegate<Func<double[], int, double>>(), driver.GetMethod("Gradient")!.CreateDelegate<Func<double[], int, double, double[]>>());
    }

    private static Type Compile(string source)
    {
        var run = GeneratorHarness.Run(source, new KernelGenerator());
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Id != "CS1591");
        return run.Load().GetType("Driver")!;
    }
}
