using Microsoft.CodeAnalysis;

namespace Pico.Generators.Tests.Models;

/// <summary>Whatever a user calls things, what is generated for them compiles, and code that uses them still binds.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("public static partial class @class { [Kernel, Differentiable] public static float @return(float @if) => @if * 2; }")]
    [InlineData("public static partial class K { [Kernel, Differentiable] public static float Names(float result, float i, float S, float F, float frame, float count) => result * i + S * F - frame / count; }")]
    [InlineData("public static partial class K { [Kernel, Differentiable] public static float S(float D, float I) => D * I; public static void Use(ReadOnlySpan<float> x, Span<float> y) => S(D: x, I: x, result: y); }")]
    [InlineData("public static partial class K { [Kernel, Differentiable] public static float F(float x, float xGradient, float upstream, float xPointer) => x * xGradient + upstream * xPointer; }")]
    [InlineData("[Model] public sealed partial class M(int @in, int @out) { readonly Linear l = new(@in, @out); public Tensor Logits([Shape(\"for in\")] Tensor @while) => l.Forward(@while); }")]
    [InlineData("[Model] public sealed partial class M(int @in, int heads) { readonly Linear l = new(@in, @in); public Tensor Logits([Shape(\"batch in\")] Tensor x) => l.Forward(x).Reshape(-1, heads, @in / heads); }")]
    [InlineData("[Model] public sealed partial class M(int S, int D) { readonly Linear l = new(S, D); public Tensor Logits([Shape(\"F S\")] Tensor I) => l.Forward(I); public void Use(float[] x) => Logits(I: x, F: 1); }")]
    [InlineData("[Model] public sealed partial class M(int width) { readonly Linear frame = new(width, width), bytes = new(width, width); public Tensor Logits([Shape(\"row column width\")] Tensor model) => bytes.Forward(frame.Forward(model)); public Tensor Other([Shape(\"pool width\")] Tensor result) => frame.Forward(result); }")]
    public void Names_do_not_collide(string source) => Assert.Empty(Complaints(source));

    [Theory]
    [InlineData("[Model, Linear(2, 16), Relu, Linear(15, 2), CrossEntropy] public sealed partial class M;", "PICO1002")]
    [InlineData("[Model] public sealed partial class M { readonly Linear l = new(2, 2); [Loss] public Tensor Loss([Shape(\"batch 2\")] Tensor x, [Shape(\"batch\", DType.Int32)] Tensor targets) { while (true) { } } }", "PICO1005")]
    public void An_error_in_a_model_is_the_only_one(string model, string id)
    {
        const string Training = """
            public static class Program
            {
                public static float Train(float[] x, int[] targets)
                {
                    var model = new M { Seed = 1 };
                    var optimizer = new Pico.Training.AdamW(model.Parameters.Length, learningRate: 0.02);
                    model.ClearGradients();
                    model.LossAndGradient(x, targets, batch: 4);
                    optimizer.Step(model.Parameters.Values, model.Gradients);
                    using M.Workspace workspace = model.CreateWorkspace();
                    Pico.Models.IModel known = model;
                    return workspace.LossAndGradient(x, targets, 4) + model.Loss(x, targets, batch: 4) + known.Gradients[0] + model.DefaultWorkspace.Step;
                }
            }
            """;
        Assert.Empty(Complaints(model + Training));
        Assert.Equal([id], ModelHarness.Marked(model + Training).Select(problem => problem.Id));
    }

    /// <summary>The errors of the C# compiler, and its warnings about what is generated; a user's own missing comments apart.</summary>
    private static IEnumerable<string> Complaints(string source)
    {
        var compilation = ModelHarness.Compile(source);
        var trees = compilation.SyntaxTrees.Select(tree => tree.WithRootAndOptions(tree.GetRoot(), ModelHarness.Parse.WithDocumentationMode(DocumentationMode.Diagnose)));
        var (output, _) = ModelHarness.Generate(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees), DocumentationMode.Diagnose);
        return output.GetDiagnostics()
            .Where(problem => problem.Severity == DiagnosticSeverity.Error ||
                (problem.Severity == DiagnosticSeverity.Warning && problem.Location.SourceTree?.FilePath != "Snippet.cs"))
            .Where(problem => problem.Id != "CS1591")
            .Select(problem => problem.ToString());
    }
}
