using Microsoft.CodeAnalysis.Diagnostics;
using Pico.Generators.Models;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Models;

/// <summary>Every diagnostic of the model front end: its id and exactly the text it marks.</summary>
public sealed class DiagnosticTests
{
    private const string Layer = "[Layer] public sealed partial class L(int width) { ";
    private const string Forward = Layer + "public Tensor Forward([Shape(\"batch width\")] Tensor x) ";
    private const string Incremental = "[Model] public sealed partial class M(int width) { [Parameter] readonly Tensor w = Ones([width]); [Incremental(\"time\", \"64\")] public Tensor Logits([Shape(\"batch time width\")] Tensor x) => w * ";
    private const string Repeated = Layer + "readonly Linear[] layers = Repeat(3, () => new Linear(width, width)); public Tensor Forward([Shape(\"batch width\")] Tensor x) { ";
    private const string Model = "[Model] public sealed partial class M(int width) { ";

    [Theory]
    // PICO1001
    [InlineData("PICO1001", "L", "[Layer] public sealed class L { public Tensor Forward(Tensor x) => x; }")]
    [InlineData("PICO1001", "M", "[Model, Linear(4, 2), CrossEntropy] public sealed class M;")]
    [InlineData("PICO1001", "Outer", "public class Outer { [Layer] public sealed partial class L { public Tensor Forward(Tensor x) => x; } }")]
    [InlineData("PICO1001", "F", "public static class F { [TensorFunction] public static Tensor Twice(Tensor x) => x + x; }")]
    // PICO1002
    [InlineData("PICO1002", "Linear(256, 10)", "[Model, Linear(784, 128), Linear(256, 10), CrossEntropy] public sealed partial class M;")]
    [InlineData("PICO1002", "x.MatMul(w)", Layer + "[Parameter] readonly Tensor w = Ones([4, width]); public Tensor Forward([Shape(\"batch width\")] Tensor x) => x.MatMul(w); }")]
    [InlineData("PICO1002", "x + w", Layer + "[Parameter] readonly Tensor w = Ones([2*width]); public Tensor Forward([Shape(\"batch width\")] Tensor x) => x + w; }")]
    [InlineData("PICO1002", "x.Reshape(width, width)", Forward + "=> x.Reshape(width, width); }")]
    [InlineData("PICO1002", "x.Slice(1, 0, width + 1)", Forward + "=> x.Slice(1, 0, width + 1); }")]
    [InlineData("PICO1002", "Ones([0])", Layer + "[Parameter] readonly Tensor w = Ones([0]); public Tensor Forward([Shape(\"batch width\")] Tensor x) => x + w; }")]
    [InlineData("PICO1002", "down.Forward(x)", Layer + "readonly Linear down = new(2*width, 1); public Tensor Forward([Shape(\"batch width\")] Tensor x) => down.Forward(x); }")]
    [InlineData("PICO1002", "Concat(x, w, 0)", Layer + "[Parameter] readonly Tensor w = Ones([4, 3]); public Tensor Forward([Shape(\"batch width\")] Tensor x) => Concat(x, w, 0); }")]
    [InlineData("PICO1002", "x.Expand(3, 4)", Forward + "=> x.Expand(3, 4); }")]
    [InlineData("PICO1002", "x.MatMul(y)", "[Layer] public sealed partial class L { public Tensor Forward([Shape(\"2 3 4\")] Tensor x, [Shape(\"5 4 3\")] Tensor y) => x.MatMul(y); }")]
    // PICO1003
    [InlineData("PICO1003", "\"batch 2*widht\"", Layer + "public Tensor Forward([Shape(\"batch 2*widht\")] Tensor x) => x; }")]
    [InlineData("PICO1003", "\"batch ...\"", Layer + "public Tensor Forward([Shape(\"batch ...\")] Tensor x) => x; }")]
    [InlineData("PICO1003", "\"batch 0\"", Layer + "public Tensor Forward([Shape(\"batch 0\")] Tensor x) => x; }")]
    [InlineData("PICO1003", "\"batch w*\"", Layer + "public Tensor Forward([Shape(\"batch w*\")] Tensor x) => x; }")]
    // PICO1004
    [InlineData("PICO1004", "x.Sum(2)", Forward + "=> x.Sum(2); }")]
    [InlineData("PICO1004", "x.Sum(1).MatMul(x)", Forward + "=> x.Sum(1).MatMul(x); }")]
    [InlineData("PICO1004", "x.Sum(1).Transpose()", Forward + "=> x.Sum(1).Transpose(); }")]
    [InlineData("PICO1004", "Functional.Embedding(ids, w)", Layer + "[Parameter] readonly Tensor w = Ones([width]); public Tensor Forward([Shape(\"...\", DType.Int32)] Tensor ids) => Functional.Embedding(ids, w); }")]
    [InlineData("PICO1004", "x.Permute(0, 0)", Forward + "=> x.Permute(0, 0); }")]
    // PICO1005
    [InlineData("PICO1005", "Functional.Embedding(Positions(x).Reshape(-1, 1), x)", Forward + "=> Functional.Embedding(Positions(x).Reshape(-1, 1), x); }")]
    [InlineData("PICO1005", "while (width > 3) { x = x + 1f; }", Forward + "{ while (width > 3) { x = x + 1f; } return x; } }")]
    [InlineData("PICO1005", "while (width > 3) x = x + 1f;", Forward + "{ while (width > 3) x = x + 1f; return x; }")]
    [InlineData("PICO1005", "i < 65", Forward + "{ for (var i = 0; i < 65; i++) x = x + 1f; return x; }")]
    [InlineData("PICO1005", "for (;;) return x;", Forward + "{ for (;;) return x; }")]
    [InlineData("PICO1005", "switch (width) { default: return x; }", Forward + "{ switch (width) { default: return x; } }")]
    [InlineData("PICO1005", "try { return x; } finally { }", Forward + "{ try { return x; } finally { } }")]
    [InlineData("PICO1005", "throw new Exception();", Forward + "{ if (width > 2) throw new Exception(); return x; }")]
    [InlineData("PICO1005", "Tensor Twice(Tensor y) => y + y;", Forward + "{ Tensor Twice(Tensor y) => y + y; return x; }")]
    [InlineData("PICO1005", "Console.WriteLine();", Forward + "{ Console.WriteLine(); return x; }")]
    [InlineData("PICO1005", "lock (x) return x;", Forward + "{ lock (x) return x; }")]
    [InlineData("PICO1005", "y = x", Forward + "{ Tensor y; return (y = x) + x; }")]
    [InlineData("PICO1005", "x ?? x", Forward + "{ return x ?? x; }")]
    [InlineData("PICO1005", "x switch { _ => x + 1f }", Forward + "{ return x switch { _ => x + 1f }; }")]
    [InlineData("PICO1005", "x is { Rank: 2 }", Forward + "{ return x is { Rank: 2 } ? x : x + 1f; }")]
    [InlineData("PICO1005", "x.Shape.Length", Forward + "{ return x * x.Shape.Length; }")]
    [InlineData("PICO1005", "x.Shape[..1]", Forward + "{ return x.Reshape(x.Shape[..1]); }")]
    [InlineData("PICO1005", "x.Shape[0] > 3", Forward + "=> x.Shape[0] > 3 ? x : x + 1f; }")]
    [InlineData("PICO1004", "x.Shape[3]", Forward + "=> x + x.Shape[3]; }")]
    [InlineData("PICO1005", "y => y", Forward + "=> x.Map(y => y); }")]
    [InlineData("PICO1005", "throw new Exception()", Forward + "=> width > 0 ? x : throw new Exception(); }")]
    [InlineData("PICO1005", "try { return x; } finally { }", Forward + "{ try { return x; } finally { } } }")]
    [InlineData("PICO1005", "absent.Forward(x)", Layer + "readonly Linear? absent = null; public Tensor Forward([Shape(\"batch width\")] Tensor x) => absent.Forward(x); }")]
    [InlineData("PICO1005", "layers", Repeated + "foreach (var layer in layers) { foreach (var other in layers) { x = other.Forward(x); } } return x; } }")]
    [InlineData("PICO1005", "layer.Forward(x)", Repeated + "foreach (var layer in layers) { return layer.Forward(x); } return x; } }")]
    [InlineData("PICO1005", "layers", Repeated + "var n = 1; foreach (var layer in layers) { x = layer.Forward(x) * n; n = n + 1; } return x; } }")]
    [InlineData("PICO1002", "layers", Repeated + "foreach (var layer in layers) { x = layer.Forward(x).Sum(1, true); } return x; } }")]
    [InlineData("PICO1005", "Repeat(0, () => new Linear(width, width))", Layer + "readonly Linear[] layers = Repeat(0, () => new Linear(width, width)); public Tensor Forward([Shape(\"batch width\")] Tensor x) { foreach (var layer in layers) x = layer.Forward(x); return x; } }")]
    [InlineData("PICO1005", "new Linear[2]", Layer + "readonly Linear[] layers = new Linear[2]; public Tensor Forward([Shape(\"batch width\")] Tensor x) { foreach (var layer in layers) x = layer.Forward(x); return x; } }")]
    // PICO1006
    [InlineData("PICO1006", "Other.Twice(x)", "static class Other { public static Tensor Twice(Tensor x) => x + x; }" + Forward + "=> Other.Twice(x); }")]
    [InlineData("PICO1006", "x.Contiguous()", "static class Other { public static Tensor Contiguous(this Tensor x) => x; }" + Forward + "=> x.Contiguous(); }")]
    [InlineData("PICO1006", "Odd", Layer + "[Kernel, Differentiable] static float Odd(float x) { throw new Exception(); } public Tensor Forward([Shape(\"batch width\")] Tensor x) => x.Map(Odd); }")]
    // PICO1007
    [InlineData("PICO1007", "Cube", Layer + "[Kernel] static float Cube(float x) => x * x * x; public Tensor Forward([Shape(\"batch width\")] Tensor x) => x.Map(Cube); }")]
    [InlineData("PICO1007", "x.Map(Left)", "[Model] public sealed partial class M { [Parameter] readonly Tensor w = Ones([3]); [Kernel, Differentiable] static float Left(float x) => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x) & 0x7fffff00); [Loss] public Tensor Loss([Shape(\"batch 3\")] Tensor a) { var x = a * w; return x.Map(Left).Mean(); } }")]
    // PICO1008
    [InlineData("PICO1008", "w", Layer + "[Parameter] readonly Tensor w = Ones([width]); public Tensor Forward([Shape(\"batch width\")] Tensor x) => x; }")]
    [InlineData("PICO1008", "up", Layer + "readonly Linear up = new(width, 4), down = new(width, 4); public Tensor Forward([Shape(\"batch width\")] Tensor x) => down.Forward(x); }")]
    // PICO1017
    [InlineData("PICO1017", "x.Mean(1, keepDim: true)", Incremental + "(x - x.Mean(1, keepDim: true)); }")]
    [InlineData("PICO1017", "x.MatMul(x.Transpose())", Incremental + "x.MatMul(x.Transpose()).Sum(-1, keepDim: true); }")]
    [InlineData("PICO1017", "ScaledDotProductAttention(x, x, x)", Incremental + "ScaledDotProductAttention(x, x, x); }")]
    [InlineData("PICO1017", "x.Slice(1, 0, 1)", Incremental + "(x + x.Slice(1, 0, 1)); }")]
    [InlineData("PICO1003", "Incremental(\"tme\", \"context\")", "[Model] public sealed partial class M(int width, int context) { [Parameter] readonly Tensor w = Ones([width, context]); [Incremental(\"tme\", \"context\")] public Tensor Logits([Shape(\"batch time width\")] Tensor x) => x.MatMul(w); }")]
    // PICO1018
    [InlineData("PICO1018", "L", "[Layer] public sealed partial class L { Tensor Forward(Tensor x) => x; }")]
    [InlineData("PICO1018", "L", "[Layer] public sealed partial class L(int width) { public int Width => width; public static Tensor Twice(Tensor x) => x + x; }")]
    // PICO1009
    [InlineData("PICO1009", "x * x", Model + "[Loss] public Tensor Loss([Shape(\"batch width\")] Tensor x) => x * x; }")]
    // PICO1010
    [InlineData("PICO1010", "new(width)", Layer + "readonly L inner = new(width); public Tensor Forward(Tensor x) => inner.Forward(x); }")]
    [InlineData("PICO1010", "Again(x)", Layer + "static Tensor Again(Tensor x) => Again(x); public Tensor Forward(Tensor x) => Again(x); }")]
    // PICO1011
    [InlineData("PICO1011", "Linear(4, 2)", "[Model, Linear(4, 2)] public sealed partial class M;")]
    [InlineData("PICO1011", "CrossEntropy", "[Model, Linear(4, 2), CrossEntropy, Softmax, CrossEntropy] public sealed partial class M;")]
    [InlineData("PICO1011", "Softmax", "[Model, Softmax, CrossEntropy] public sealed partial class M;")]
    [InlineData("PICO1011", "Any", "[Layer] public sealed partial class Any { public Tensor Forward([Shape(\"...\")] Tensor x) => x; } [Model, Any, CrossEntropy] public sealed partial class M;")]
    [InlineData("PICO1011", "CrossEntropy", "[Model, CrossEntropy] public sealed partial class M;")]
    [InlineData("PICO1011", "Two", "[Layer] public sealed partial class Two { public Tensor Forward(Tensor a, Tensor b) => a + b; } [Model, Linear(4, 2), Two, CrossEntropy] public sealed partial class M;")]
    // PICO1012
    [InlineData("PICO1012", "L", "[Layer] public sealed partial class L { public L(int width) { } public Tensor Forward(Tensor x) => x; }")]
    [InlineData("PICO1012", "name", "[Layer] public sealed partial class L(string name) { public Tensor Forward(Tensor x) => name is null ? x : x + 1f; }")]
    [InlineData("PICO1012", "M", "[Model, Linear(4, 2), CrossEntropy] public sealed partial class M(int width) { int Width => width; }")]
    // PICO1014
    [InlineData("PICO1014", "w", Layer + "[Parameter] Tensor w = Ones([width]); public Tensor Forward(Tensor x) => x + w; }")]
    [InlineData("PICO1014", "w", Layer + "readonly Tensor w = Ones([width]); public Tensor Forward(Tensor x) => x + w; }")]
    [InlineData("PICO1014", "L", "[Layer] public sealed partial class L<T> { public Tensor Forward(Tensor x) => x; }")]
    [InlineData("PICO1014", "L", "[Layer] public abstract partial class L { public Tensor Forward(Tensor x) => x; }")]
    [InlineData("PICO1014", "x", Model + "public Tensor Logits(Tensor x) => x + width; }")]
    [InlineData("PICO1014", "M", Model + "int Width => width; }")]
    [InlineData("PICO1014", "Model(Storage = (Storage)2)", "[Model(Storage = (Storage)2), Linear(4, 2), CrossEntropy] public sealed partial class M;")]
    [InlineData("PICO1014", "n", Layer + "[Recompute] readonly int n = 2 * width; public Tensor Forward(Tensor x) => x + n; }")]
    [InlineData("PICO1014", "w", Layer + "[Recompute, Parameter] readonly Tensor w = Ones([width]); public Tensor Forward(Tensor x) => x + w; }")]
    [InlineData("PICO1014", "M", "[Recompute, Model, Linear(4, 2), CrossEntropy] public sealed partial class M;")]
    [InlineData("PICO1014", "M", "[Recompute]\n" + Model + "[Loss] public Tensor Loss([Shape(\"batch width\")] Tensor x) => (x + width).Mean(); }")]
    [InlineData("PICO1014", "C", "[Recompute] public sealed class C;")]
    [InlineData("PICO1014", "n", "public sealed class C { [Recompute] public readonly int n = 2; }")]
    [InlineData("PICO1014", "n", Layer + "[Frozen] readonly int n = 2 * width; public Tensor Forward(Tensor x) => x + n; }")]
    [InlineData("PICO1014", "n", Layer + "[Group(\"a\")] readonly int n = 2 * width; public Tensor Forward(Tensor x) => x + n; }")]
    [InlineData("PICO1014", "w", Layer + "[Group(\"\"), Parameter] readonly Tensor w = Ones([width]); public Tensor Forward(Tensor x) => x + w; }")]
    [InlineData("PICO1014", "n", "public sealed class C { [Group(\"a\")] public readonly int n = 2; }")]
    // PICO1015
    [InlineData("PICO1015", "x + 1f", Layer + "public Tensor Forward([Shape(\"batch width\", DType.Int32)] Tensor x) => x + 1f; }")]
    [InlineData("PICO1015", "x.Pick(x.Sum(1))", Forward + "=> x.Pick(x.Sum(1)); }")]
    [InlineData("PICO1015", "Functional.Embedding(x, x)", Forward + "=> Functional.Embedding(x, x); }")]
    public void MarksExactly(string id, string marked, string source)
    {
        var problem = Assert.Single(ModelHarness.Marked(source));
        Assert.Equal((id, marked), (problem.Id, problem.Marked));
    }

    [Fact]
    public void AShapeMismatchNamesBothSidesAndWhereTheyComeFrom()
    {
        var problem = Assert.Single(ModelHarness.Marked("[Model, Linear(784, 128), Linear(256, 10), CrossEntropy] public sealed partial class M;"));
        Assert.Equal(
            "'Linear(256, 10)' gives [batch, 128] to 'x' of Linear(256, 10), which must be [..., 256]: " +
            "128 comes from '0.weight' of Linear(784, 128), 256 from 'inFeatures'",
            problem.Message);
    }

    [Fact]
    public void AProductNamesBothSides()
    {
        var problem = Assert.Single(ModelHarness.Marked(
            Layer + "[Parameter] readonly Tensor w = Ones([4, width]); public Tensor Forward([Shape(\"batch width\")] Tensor x) => x.MatMul(w); }"));
        Assert.Equal(
            "'x.MatMul(w)' multiplies [batch, width] by [4, width]: width comes from the input 'x', 4 from the parameter 'w'", problem.Message);
    }

    [Theory]
    [InlineData("0, \"\"", "has format 0, this generator reads format {version}; rebuild that assembly with this version of PicoLib")]
    [InlineData("999, \"\"", "has format 999, this generator reads format {version}; update PicoLib in this project to the version that assembly uses")]
    [InlineData("{version}, \"3;what\"", "the serialised declaration is damaged at character 2; rebuild the assembly 'Theirs'")]
    [InlineData("{version}, \"0;0;0;\"", "its serialised declaration in 'Theirs' does not contain it; rebuild that assembly")]
    public void ADeclarationOfAnotherVersionSaysWhatToDo(string spec, string expected)
    {
        string Versioned(string text) => text.Replace("{version}", DeclarationFormat.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        (spec, expected) = (Versioned(spec), Versioned(expected));
        var theirs = ModelHarness.ReferenceTo("Theirs", "[Layer, LayerSpec(" + spec + ")] public sealed class Twice { public Tensor Forward(Tensor x) => x + x; }");
        var problem = Assert.Single(ModelHarness.Marked(
            Layer + "readonly Twice twice = new(); public Tensor Forward(Tensor x) => twice.Forward(x); }", theirs));
        Assert.Equal(("PICO1013", "new()"), (problem.Id, problem.Marked));
        Assert.StartsWith("'Twice' cannot be read: ", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALayerCompiledWithoutTheGeneratorSaysSo()
    {
        var theirs = ModelHarness.ReferenceTo("Theirs", "[Layer] public sealed class Twice { public Tensor Forward(Tensor x) => x + x; }");
        var problem = Assert.Single(ModelHarness.Marked(
            Layer + "readonly Twice twice = new(); public Tensor Forward(Tensor x) => twice.Forward(x); }", theirs));
        Assert.Equal("PICO1013", problem.Id);
        Assert.Contains("'Theirs' was compiled without PicoLib's generator", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelNeedsUnsafeCode()
    {
        var compilation = ModelHarness.Compile("[Model, Linear(4, 2), CrossEntropy] public sealed partial class M;");
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(false));
        var (output, _) = ModelHarness.Generate(compilation);
        var problem = Assert.Single(ModelHarness.Analyze(output));
        Assert.Equal(("PICO1014", "M"), (problem.Id, problem.Location.SourceTree!.GetText().ToString(problem.Location.SourceSpan)));
        Assert.Empty(output.GetDiagnostics().Where(other => other.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
    }

    /// <summary>The C# compiler cannot know that a [Shape] reads its class's parameters.</summary>
    [Fact]
    public async Task AParameterThatOnlyAShapeReadsIsNoWarning()
    {
        var (output, _) = ModelHarness.Generate(ModelHarness.Compile(
            "[Layer] public sealed partial class L(int width, int other) { public Tensor Forward([Shape(\"batch 2*width\")] Tensor x) => x; }"));
        var all = await output.WithAnalyzers([new ModelSuppressor()]).GetAllDiagnosticsAsync();
        var warning = Assert.Single(all, problem => problem.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning && !problem.IsSuppressed);
        Assert.Equal(("CS9113", "other"), (warning.Id, warning.Location.SourceTree!.GetText().ToString(warning.Location.SourceSpan)));
    }

    /// <summary>The catch-all: whatever goes wrong inside, the compiler goes on and says where.</summary>
    [Fact]
    public void AnInternalErrorIsReportedAtTheDeclaration()
    {
        var compilation = ModelHarness.Compile(Layer + "public Tensor Forward(Tensor x) => x.Map(MathF.Exp); }");
        var reader = new DeclarationReader((_, _, _, _) => throw new InvalidOperationException("on purpose"));
        var layer = compilation.GetTypeByMetadataName("L")!;
        var problem = Assert.Single(reader.Diagnose(layer, compilation, [], default));
        Assert.Equal("PICO1999", problem.Id);
        Assert.Equal("L", problem.Location.SourceTree!.GetText().ToString(problem.Location.SourceSpan));
        Assert.Null(reader.ReadLayer(layer, compilation, default).Payload);
    }

    /// <summary>An invalid model must not make the C# compiler complain about missing members.</summary>
    [Theory]
    [InlineData("[Model, Linear(784, 128), Linear(256, 10), CrossEntropy] public sealed partial class M { }", "PICO1002")]
    [InlineData("[Model] public sealed partial class M { [Loss] public Tensor Loss([Shape(\"batch 4\")] Tensor x) => x; }", "PICO1009")]
    public void AnInvalidModelHasStubs(string model, string id)
    {
        var problems = ModelHarness.Diagnose(
            model + " public static class User { public static float Use(M m, float[] x) => m.Loss(x, 1) + m.LossAndGradient(x, 1); }"
                .Replace("(x, 1)", model.Contains("Linear", StringComparison.Ordinal) ? "(x, new int[1], 1)" : "(x, 1)", StringComparison.Ordinal));
        Assert.Contains(id, Assert.Single(problems), StringComparison.Ordinal);
    }
}
