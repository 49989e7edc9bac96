using Microsoft.CodeAnalysis;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Every PICO2xxx with its exact span, which the sources mark by [|…|].</summary>
public class KernelDiagnosticTests
{
    [Theory]
    [InlineData("PICO2001", "public static class [|Ops|] { [Kernel] public static float F(float x) => x + 1; [Kernel] public static float G(float x) => x; }")]
    [InlineData("PICO2001", "public static class [|Outer|] { public static partial class Ops { [Kernel] public static float F(float x) => x + 1; } }")]
    [InlineData("PICO2002", "public partial class Ops { [Kernel] public float [|F|](float x) => x; }")]
    [InlineData("PICO2002", "public static partial class Ops { [Kernel] public static float [|F|]<T>(float x) => x; }")]
    [InlineData("PICO2002", "public static partial class Ops<T> { [Kernel] public static float [|F|](float x) => x; }")]
    [InlineData("PICO2002", "public partial interface Ops { [Kernel] public static float [|F|](float x) => x; }")]
    [InlineData("PICO2002", "public abstract partial class Ops { [Kernel] public static extern float [|F|](float x); }")]
    public Task The_place_must_fit(string id, string source) => Verify(id, source);

    [Theory]
    [InlineData("PICO2003", "[Kernel] public static float F(float x) { [|try|] { x = 1; } finally { x = 2; } return x; }")]
    [InlineData("PICO2003", "[Kernel] public static int F(int x) { [|foreach|] (var c in \"ab\") x += c; return x; }")]
    [InlineData("PICO2003", "[Kernel] public static float F(float x) { [|float|] G(float y) => y; return x; }")]
    public Task Statements(string id, string source, bool hasCompilerErrors = false) => VerifyMember(id, source, hasCompilerErrors);

    [Theory]
    [InlineData("PICO2004", "[Kernel] public static float F(float x) => x switch { > 0 => 1, <= 0 => 0 };", "x switch { > 0 => 1, <= 0 => 0 }")]
    [InlineData("PICO2004", "[Kernel] public static float F(float x, int n) { Span<float> w = [|stackalloc float[n]|]; return w[0]; }")]
    [InlineData("PICO2004", "[Kernel] public static float F(float x) { Span<float> w = [|stackalloc float[1000]|]; return w[0]; }")]
    [InlineData("PICO2005", "[Kernel] public static float F(float x, ReadOnlySpan<float> s) { [|ReadOnlySpan<float>|] w = s; return w[0]; }")]
    [InlineData("PICO2004", "[Kernel] public static float F(float x, ReadOnlySpan<float> s) => G([|s.Slice(1)|]); static float G(ReadOnlySpan<float> s) => s[0];")]
    [InlineData("PICO2012", "[Kernel] public static float F(float x, [ElementIndex] float [|i|]) => x * i;")]
    [InlineData("PICO2004", "[Kernel] public static float F(float x) { Span<bool> w = [|stackalloc bool[4]|]; return w[0] ? x : 1; }")]
    [InlineData("PICO2015", "[Kernel] public static void [|F|]([ElementIndex] int i, Span<float> s) => s[i] = 1;")]
    [InlineData("PICO2004", "static readonly float slope = 2; [Kernel] public static float F(float x) => [|slope|] * x;")]
    [InlineData("PICO2004", "[Kernel] public static int F(int x) => checked([|x + 1|]);")]
    [InlineData("PICO2004", "[Kernel] public static int F(float x) => checked([|(int)x|]);")]
    [InlineData("PICO2004", "[Kernel] public static int F(int x) => x is [|var y|] ? y : 0;")]
    [InlineData("PICO2004", "[Kernel] public static bool F(float x) => x is [|float.NaN|];")]
    [InlineData("PICO2005", "[Kernel] public static float F([|string|] x) => 1;")]
    [InlineData("PICO2005", "[Kernel] public static float F(float x) { [|decimal|] y = 1; return x; }")]
    [InlineData("PICO2005", "[Kernel] public static [|decimal|] F(int x) => x;")]
    [InlineData("PICO2005", "[Kernel] public static float F(int i) => (float)[|(decimal)i|];")]
    [InlineData("PICO2005", "[Kernel] public static float F(float x) { [|char|] y = 'a'; return x; }")]
    [InlineData("PICO2006", "[Kernel] public static float F(float x) => [|MathF.Acosh|](x);")]
    [InlineData("PICO2006", "[Kernel] public static float F(float x) => [|x.CompareTo|](1f);")]
    [InlineData("PICO2006", "[Kernel] public static float F(float x) => [|G|](x); static T G<T>(T x) => x;")]
    [InlineData("PICO2006", "[Differentiable] public static float G(float x) => x * x; [Kernel] public static float F(float x) => [|GGradient|](x);")]
    [InlineData("PICO2007", "[Kernel] public static float F(float x) => x > 0 ? [|F|](x - 1) : 0;")]
    [InlineData("PICO2007", "[Kernel] public static float F(float x) => G(x); static float G(float x) => [|H|](x); static float H(float x) => x > 0 ? 0 : G(x + 1);", "G", 2)]
    public Task Expressions(string id, string source, string? span = null, int occurrence = 0) => VerifyMember(id, Mark(source, span, occurrence));

    [Theory]
    [InlineData("PICO2008", "[Differentiable] public static float F(float x) => [|BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x) & 0x7fffffff)|];")]
    [InlineData("PICO2008", "[Differentiable] public static float F(float x) => [|BitConverter.SingleToInt32Bits(x) * 0.5f|];", "BitConverter.SingleToInt32Bits(x)")]
    [InlineData("PICO2008", "[Kernel, Differentiable] public static float F(float x, [Uniform] int n) { for (var i = 0; i < n; i++) x *= [|BitConverter.SingleToInt32Bits(x)|]; return x; }", "BitConverter.SingleToInt32Bits(x)")]
    [InlineData("PICO2008", "[Differentiable] public static float F(float x, int n) { for (var i = 0; i < n; i++) x *= [|BitConverter.SingleToInt32Bits(x)|]; return x; }", "BitConverter.SingleToInt32Bits(x)")]
    [InlineData("PICO2012", "[Differentiable] public static float F(ReadOnlySpan<float> x, Span<float> [|y|]) => x[0] * y[0];")]
    [InlineData("PICO2015", "[Differentiable] public static float [|F|](ReadOnlySpan<int> x) => x[0];")]
    [InlineData("PICO2012", "[Kernel] public static float F(float x, in float [|y|]) => x * y;")]
    [InlineData("PICO2012", "[Kernel] public static void F(float x, [Uniform] ref float [|y|]) => y = x;")]
    [InlineData("PICO2012", "public readonly struct P { readonly float a; public float A => a; } [Kernel] public static float F(float x, [Uniform] P [|p|]) => x * p.A;")]
    [InlineData("PICO2012", "public readonly struct P { public readonly float A; public readonly decimal B; } [Kernel] public static float F(float x, P [|p|]) => x * p.A;")]
    [InlineData("PICO2012", "[Differentiable] public static float F(float x, ref float [|y|]) => x * y;")]
    [InlineData("PICO2012", "[Kernel] public static float F(float x) { G(ref x, [|ref x|]); return x; } static void G(ref float a, ref float b) => a = b;")]
    [InlineData("PICO2013", "[Kernel(Reduce = Reduction.Sum)] public static bool [|F|](float x) => x > 0;")]
    [InlineData("PICO2013", "[Kernel(Reduce = Reduction.Max)] public static void [|F|](float x, out float y) => y = x;")]
    [InlineData("PICO2013", "[Kernel(Reduce = Reduction.Min)] public static float [|F|](float x, out float y) => y = x;")]
    [InlineData("PICO2015", "[Kernel] public static float [|F|]([Uniform] float c) => c;")]
    [InlineData("PICO2015", "[Kernel] public static void [|F|](float x) { var y = x; }")]
    [InlineData("PICO2015", "[Differentiable] public static int [|F|](float x) => (int)x;")]
    [InlineData("PICO2015", "[Differentiable] public static float [|F|](int x, [Uniform] float y) => x * y;")]
    [InlineData("PICO2016", "[Kernel] public static float [|F|](float x) => x; public static void F(ReadOnlySpan<float> a, Span<float> b) { }")]
    [InlineData("PICO2016", "[Differentiable] public static float [|F|](float x) => x; public static float FGradient(float x, float u) => u;")]
    [InlineData("PICO2016", "[Kernel] public static float F(float x) => x; [Kernel] public static void [|F|](float x, out float y) => y = x;")]
    [InlineData("PICO2016", "[Differentiable] public static float [|F|](float x, int n) => x; public static float FJvp(float x, int n, float t) => t;")]
    [InlineData("PICO2016", "[Differentiable(Hessian = true)] public static float [|F|](float x) => x; public static int FHvp;")]
    [InlineData("PICO2015", "[Differentiable] public static float [|F|]([Uniform] ReadOnlySpan<float> x) => x[0];")]
    [InlineData("PICO2004", "[Differentiable] public static float F(float x) { Span<float> w = [|stackalloc float[5000]|]; return x + w[0]; }")]
    [InlineData("PICO2017", "[Differentiable, [|Gradient(\"G\")|]] public static float F(float x) => x;")]
    [InlineData("PICO2017", "[Differentiable, [|Gradient(nameof(G))|]] public static float F(float x) => x; static float G(float x, float upstream) => upstream;")]
    [InlineData("PICO2017", "[Differentiable, [|Gradient(nameof(G))|]] public static float F(float x, float y) => x * y; static float G(float x, float y) => y;")]
    [InlineData("PICO2017", "[Differentiable, [|Gradient(nameof(G))|]] public static double F(float x) => x; static double G(float x) => 1;")]
    [InlineData("PICO2017", "[Differentiable, [|Gradient(nameof(G))|]] public static float F(ReadOnlySpan<float> a, float x) => a[0] * x; static float G(float x) => 1;")]
    public Task Signatures(string id, string source, string? span = null) => VerifyMember(id, Mark(source, span, 0));

    [Theory]
    [InlineData("PICO2004", "[Kernel] public static float F(Vec v) => [|v == new Vec(1, new())|] ? 1 : 2;")]
    [InlineData("PICO2005", "[Kernel] public static float F(Vec v) { [|(v.X, _) = (1, 2)|]; return v.X; }")]
    [InlineData("PICO2004", "[Kernel] public static float F(Vec v) => v is [|{ X: > 1 }|] ? 1 : 0;")]
    [InlineData("PICO2004", "[Kernel] public static bool F(Vec v, Plain p) => [|new Holder(p) == default|];")]
    [InlineData("PICO2004", "[Kernel] public static float F(Vec v) => [|Origin|].X; public static readonly Vec Origin = default;")]
    [InlineData("PICO2005", "[Kernel] public static float F(float x) { [|(float, float)|] p = (x, x); return p.Item1; }")]
    [InlineData("PICO2005", "[Kernel] public static float F(float x, [|ReadOnlySpan<Vec>|] s) => s[0].X;")]
    [InlineData("PICO2005", "[Kernel] public static float F([|Union|] u) => u.A;")]
    [InlineData("PICO2005", "[Kernel] public static float F(float x) { [|Named|] n = default; return x; }")]
    [InlineData("PICO2005", "[Kernel] public static [|Named|] F(float x) => default;")]
    [InlineData("PICO2006", "[Kernel] public static float F(System.Numerics.Vector3 v) => [|v.Length|]();")]
    [InlineData("PICO2006", "[Kernel] public static System.Numerics.Vector3 F(float x) => new [|System.Numerics.Vector3|](x, 0, 0);")]
    [InlineData("PICO2006", "[Kernel] public static bool F(Vec v) => [|v.Equals|](v);")]
    [InlineData("PICO2007", "[Kernel] public static float F(Vec v) => v.Twice().X;", "public Vec Twice() => X > 1 ? [|Twice|]() : this; ")]
    [InlineData("PICO2012", "[Kernel] public static float F(float x) { Plain p = default; G(ref p, [|ref p.Y|]); return p.Y; } static void G(ref Plain p, ref float y) => y = p.Y;")]
    [InlineData("PICO2013", "[Kernel(Reduce = Reduction.Sum)] public static Vec [|F|](Vec v) => v;")]
    [InlineData("PICO2016", "[Kernel] public static float [|F|](Vec v, float vX) => v.X * vX;")]
    [InlineData("PICO2016", "[Kernel] public static float [|F|](Vec v) => v.X; public static void F(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> r) { }")]
    public Task Structs(string id, string member, string memberOfVec = "") => Verify(id, $$"""
        public record struct Vec(float X, Plain Inner) { private float length = 1; {{memberOfVec}} public readonly float Reach => length; }
        public struct Plain { public float Y; }
        public record struct Holder(Plain Plain);
        public record struct Named(float A, string Name);
        [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)]
        public struct Union { [System.Runtime.InteropServices.FieldOffset(0)] public float A; [System.Runtime.InteropServices.FieldOffset(0)] public int B; }
        public static partial class Ops { {{member}} }
        """);

    [Fact]
    public async Task Methods_of_structs_from_other_assemblies_need_their_source_PICO2006()
    {
        var library = GeneratorHarness.Run(
            GeneratorHarness.Compile("public readonly record struct Vec(float X, float Y) { public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y); }", name: "Library"),
            new KernelGenerator());
        var (source, span) = Unmark("public static partial class Ops { [Kernel] public static Vec F(Vec v, bool b) => b ? v : [|v + v|]; }");
        var run = GeneratorHarness.Run(GeneratorHarness.Compile(source, references: library.Reference()), new KernelGenerator());
        var diagnostic = Assert.Single(await run.Analyze(new KernelAnalyzer()));
        Assert.Equal(("PICO2006", span), (diagnostic.Id, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)));
        Assert.Contains("its body is in another assembly", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PICO4002", "[Kernel] public static float F(int i, ReadOnlySpan<float> s) => [|s[i]|];")]
    [InlineData("PICO4003", "[Kernel] public static void F(int i, out int o, Span<int> s) { o = 0; [|s[i] = 3|]; }")]
    [InlineData("PICO4004", "[Kernel] public static int F(int x) { while (x > 9) x = [|x / 10|]; return x; }")]
    public Task Performance(string id, string source) => VerifyMember(id, source);

    [Fact]
    public async Task Memory_side_by_side_and_division_outside_of_loops_are_not_noted()
    {
        var run = GeneratorHarness.Run("""
            public static partial class Ops
            {
                [Kernel] public static float F(int x, [ElementIndex] int i, ReadOnlySpan<float> s, Span<float> t, [Uniform] int n)
                {
                    t[i + n] = s[n] + x / 3;
                    return i > 0 ? s[i - 1] : 0;
                }
            }
            """, new KernelGenerator());
        Assert.Empty(await run.Analyze(new KernelAnalyzer()));
    }

    [Fact]
    public Task Too_large_after_inlining_is_PICO2014()
    {
        var source = "[Kernel] public static float [|F|](float x) => F12(x); static float F0(float x) => x * x + MathF.Exp(x);" +
            string.Concat(Enumerable.Range(1, 12).Select(i => $"static float F{i}(float x) => F{i - 1}(x) + F{i - 1}(x + {i});"));
        return VerifyMember("PICO2014", source);
    }

    [Fact]
    public Task Too_deep_is_PICO2014() =>
        VerifyMember("PICO2014", "[Kernel] public static float F(float x) => " + string.Concat(Enumerable.Repeat("-(", 299)) + "-[|x|]" + new string(')', 299) + ";");

    [Fact]
    public async Task Unsafe_code_must_be_allowed_PICO2009()
    {
        var (source, span) = Unmark("public static partial class Ops { [Kernel, Differentiable] public static float [|F|](float x) => x; }");
        var run = GeneratorHarness.Run(GeneratorHarness.Compile(source, allowUnsafe: false), new KernelGenerator());
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var diagnostic = Assert.Single(await run.Analyze(new KernelAnalyzer()));
        Assert.Equal(("PICO2009", span), (diagnostic.Id, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)));
    }

    [Theory]
    [InlineData("PICO2010", 99, "0;", "update the PicoLib package")]
    [InlineData("PICO2010", 0, "0;", "rebuild that assembly")]
    [InlineData("PICO2011", 4, "garbage", "rebuild that assembly")]
    [InlineData("PICO2011", 4, "0;1;M1;F1;1;x3;0;0;7;0;0;3;1;1;3;2;3;9;", "rebuild that assembly")] // a slot that does not exist
    [InlineData("PICO2011", 4, "0;1;M1;F1;1;x3;0;0;7;0;0;-1;3;1;1;3;2;3;9;", "rebuild that assembly")] // a slot that does not exist
    [InlineData("PICO2006", 1, null, "its body is in another assembly")]
    public async Task Bodies_from_other_assemblies(string id, int version, string? payload, string message)
    {
        var attribute = payload is null ? "" : $"[MethodSpec(\"M:Library.F(System.Single)\", {version}, \"{payload}\")] ";
        var library = GeneratorHarness.Run(
            GeneratorHarness.Compile(attribute + "public static class Library { public static float F(float x) => x; }", name: "Library"), new KernelGenerator());
        var (source, span) = Unmark("public static partial class Ops { [Kernel] public static float G(float x) => [|Library.F|](x); }");
        var run = GeneratorHarness.Run(GeneratorHarness.Compile(source, references: library.Reference()), new KernelGenerator());
        var diagnostic = Assert.Single(await run.Analyze(new KernelAnalyzer()));
        Assert.Equal((id, span), (diagnostic.Id, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)));
        Assert.Contains(message, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kernel_that_does_not_compile_still_has_its_overloads_so_that_only_the_cause_is_reported()
    {
        var run = GeneratorHarness.Run("""
            public static partial class Ops
            {
                [Kernel, Differentiable] public static float F(float x) { try { x -= 1; } finally { } return x; }
                public static void Use(float[] x) { F(x, x); FGradient(x, x, x); _ = FGradient(1f); }
            }
            """, new KernelGenerator());
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal("PICO2003", Assert.Single(await run.Analyze(new KernelAnalyzer())).Id);
    }

    [Fact]
    public async Task What_the_compiler_reports_is_not_reported_twice()
    {
        var run = GeneratorHarness.Run("public static partial class Ops { [Kernel] public static float F(float x) => x + unknown; }", new KernelGenerator());
        Assert.Contains(run.CompilerErrors, diagnostic => diagnostic.Id == "CS0103");
        Assert.Empty(await run.Analyze(new KernelAnalyzer()));
    }

    private static Task VerifyMember(string id, string member, bool hasCompilerErrors = false) =>
        Verify(id, "public static partial class Ops { " + member + " }", hasCompilerErrors);

    private static async Task Verify(string id, string marked, bool hasCompilerErrors = false)
    {
        var (source, span) = Unmark(marked);
        var run = GeneratorHarness.Run(source, new KernelGenerator());
        Assert.Empty(run.Result.Diagnostics);
        if (!hasCompilerErrors)
        {
            Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error } && diagnostic.Id != "CS8795" && diagnostic.Id != "CS0751");
        }

        var diagnostic = Assert.Single(await run.Analyze(new KernelAnalyzer()));
        Assert.Equal(
            (id, marked.IndexOf("[|", StringComparison.Ordinal), span),
            (diagnostic.Id, diagnostic.Location.SourceSpan.Start, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)));
        Assert.Contains(diagnostic.Id, diagnostic.Descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', diagnostic.GetMessage());
    }

    private static string Mark(string source, string? span, int occurrence)
    {
        if (span is null || source.Contains("[|" + span + "|]", StringComparison.Ordinal))
        {
            return source;
        }

        source = source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var at = -1;
        for (var i = 0; i <= occurrence; i++)
        {
            at = source.IndexOf(span, at + 1, StringComparison.Ordinal);
        }

        return source.Insert(at + span.Length, "|]").Insert(at, "[|");
    }

    private static (string Source, string Span) Unmark(string marked)
    {
        var (start, end) = (marked.IndexOf("[|", StringComparison.Ordinal), marked.IndexOf("|]", StringComparison.Ordinal));
        return (marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal), marked[(start + 2)..end]);
    }
}
