using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Pipelines;
using Steps = Pico.Generators.Pipelines.ModelGenerator.Steps;

namespace Pico.Generators.Tests.Models;

/// <summary>What the incremental driver does again after an edit.</summary>
public sealed class CachingTests
{
    private const string Source = """
        [Layer] public sealed partial class Scale(int width)
        {
            [Parameter] readonly Tensor weight = Ones([width]);
            public Tensor Forward([Shape("... width")] Tensor x) => x * weight;
        }
        [Model, Scale(4), Linear(4, 2), CrossEntropy] public sealed partial class M;
        public static partial class F { [TensorFunction] public static Tensor Twice(Tensor x) => x + x; }
        class Unrelated { }
        """;

    private const string Specialized = Source + """

        [Model, Specialize(width: 4)] public sealed partial class S(int width) { public Tensor F([Shape("batch width")] Tensor x) => x + x; }
        """;

    private static readonly string[] Declarations = [Steps.Layers, Steps.Functions, Steps.Models];

    private static readonly string[] Later = [Steps.Programs, Steps.Plans, Steps.Dumps, Steps.LayerSources, Steps.FunctionSources, Steps.ModelMembers, Steps.SpecializeAttribute];

    [Theory]
    [InlineData("=> x * weight", "=> /* so */ x * weight")]
    [InlineData("class Unrelated { }", "class Unrelated { int x; }")]
    [InlineData("class Unrelated { }", "class Unrelated { } class More { }")]
    public void AnEditThatChangesNoDeclarationLeavesEveryLaterStepCached(string before, string after)
    {
        var reasons = Run(before, after, Specialized);
        Assert.All(Declarations, step => Assert.All(reasons[step], reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, step + ": " + reason)));
        Assert.All(Later, step => Assert.All(reasons[step], reason => Assert.Equal(IncrementalStepRunReason.Cached, reason)));
    }

    [Fact]
    public void AnEditOfALayersBodyModifiesWhatDependsOnIt()
    {
        var reasons = Run("x * weight", "x + weight");
        Assert.All(reasons[Steps.LayerSources], reason => Assert.Equal(IncrementalStepRunReason.Modified, reason));
        Assert.All(reasons[Steps.Programs], reason => Assert.Equal(IncrementalStepRunReason.Modified, reason));
        Assert.All(reasons[Steps.FunctionSources], reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    /// <summary>Other values need other plans, but the names in the attribute stay.</summary>
    [Fact]
    public void AnEditOfASpecialisationModifiesItsModelAlone()
    {
        var reasons = Run("Specialize(width: 4)", "Specialize(width: 8)", Specialized);
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], reasons[Steps.Plans].OrderDescending());
        Assert.Equal([IncrementalStepRunReason.Cached], reasons[Steps.SpecializeAttribute]);
    }

    private static Dictionary<string, IReadOnlyList<IncrementalStepRunReason>> Run(string before, string after, string source = Source)
    {
        var compilation = ModelHarness.Compile(source);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()], parseOptions: ModelHarness.Parse,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation);
        var changed = source.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(source, changed);
        var tree = CSharpSyntaxTree.ParseText(ModelHarness.Usings + changed, ModelHarness.Parse, "Snippet.cs", Encoding.UTF8);
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], tree));
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return Declarations.Concat(Later).ToDictionary(
            step => step,
            step => (IReadOnlyList<IncrementalStepRunReason>)[.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)]);
    }
}
