using Pico.Generators.Emit;
using Pico.Generators.Ir;
using Pico.Generators.Passes;
using Pico.Generators.Tests.Models;

namespace Pico.Generators.Tests.Caching;

/// <summary>
/// Variants of a model share the loops and the texts that are the same for them. What each gets is what the passes and the emitter make of it
/// alone, whose results are expected here.
/// </summary>
public class SharedLoopsTests
{
    /// <summary>In evaluation the dropouts differ in nothing, but what stands before the loss has other numbers; the bias differs in all.</summary>
    private static readonly string[] Sources =
    [
        """
        [Model] public sealed partial class M(int width, float p)
        {
            readonly Linear head = new(width, 3);
            public Tensor Logits([Shape("batch width")] Tensor x) => head.Forward(Dropout(Tanh(x * 3f), p));
            [Loss] public Tensor Loss([Shape("batch width")] Tensor x, [Shape("batch", DType.Int32)] Tensor t) => CrossEntropy(p > 0.5f ? Logits(x + 1f) : Logits(x), t);
        }
        """,
        """
        [Model] public sealed partial class M(int width, float p, bool bias)
        {
            readonly Linear head = new(width, 3, bias);
            public Tensor Logits([Shape("batch width")] Tensor x) => head.Forward(Dropout(x, p));
            [Loss] public Tensor Loss([Shape("batch width")] Tensor x, [Shape("batch", DType.Int32)] Tensor t) => CrossEntropy(Logits(x), t);
        }
        """,
        """
        [Model, Specialize(width: 8, p: 0f), Specialize(width: 16)] public sealed partial class M(int width, float p)
        {
            readonly Linear head = new(width, 3);
            public Tensor Logits([Shape("batch width")] Tensor x) => head.Forward(Dropout(x, p));
            [Loss] public Tensor Loss([Shape("batch width")] Tensor x, [Shape("batch", DType.Int32)] Tensor t) => CrossEntropy(Logits(x), t);
        }
        """,
    ];

    public static TheoryData<int> Models => new(Enumerable.Range(0, Sources.Length));

    [Theory, MemberData(nameof(Models))]
    public void Every_variant_has_the_loops_that_the_passes_find_for_it_alone(int source)
    {
        var model = ModelHarness.Lower(Sources[source]);
        Assert.True(model.Variants.Count > 1, "there is something to share");
        foreach (var (variant, entry) in model.Variants.SelectMany(variant => variant.EntryPoints.Select(entry => (variant, entry))))
        {
            Assert.Equal(Recipe.Run(entry.Evaluation, variant, withGradients: false), entry.Loops!.Evaluation);
            Assert.Equal(entry.IsLoss ? Recipe.Run(entry.Training, variant, withGradients: true) : null, entry.Loops.Training);
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void Every_variant_has_the_text_that_is_written_for_it_alone(int source)
    {
        var model = ModelHarness.Lower(Sources[source]);
        var plans = PlanTable.Of(model);
        foreach (var (plan, index) in plans.SelectMany(written => written.Plan.Variants.Select(variant => (written.Plan, variant))))
        {
            var variant = model.Variants[index];
            var entry = variant.EntryPoints.Single(entry => entry.Name == plan.Entry.Name);
            var own = plan with { Model = variant, Entry = entry, Program = (plan.FormsGradients ? entry.Loops!.Training : entry.Loops!.Evaluation)! };
            Assert.Equal(PlanEmitter.Members(own), PlanEmitter.Members(plan));
            Assert.Equal(PlanEmitter.Remark(own), PlanEmitter.Remark(plan));
        }

        var runs = model.Variants.Count * model.EntryPoints.Sum(entry => entry.IsLoss ? 2 : 1);
        Assert.Equal(runs, plans.Sum(plan => plan.Plan.Variants.Count));
        Assert.True(plans.Count < runs, "some are shared");
    }

    [Fact]
    public void Passes_run_once_for_graphs_that_differ_in_the_numbers_of_their_sources()
    {
        var model = ModelHarness.Lower(Sources[0]);
        var entry = model.EntryPoints[0];
        var moved = model with { Sources = new[] { new SourceText("before", "elsewhere") }.Concat(model.Sources).ToEquatableArray() };
        var graph = Moved(entry.Evaluation);
        var runs = Runs(new SharedLoops(), (entry.Evaluation, model, false), (graph, moved, false), (entry.Evaluation, model, false));
        Assert.Equal(1, runs.Count);
        Assert.Equal(Recipe.Run(entry.Evaluation, model, withGradients: false), runs.Results[0]);
        Assert.Equal(Recipe.Run(graph, moved, withGradients: false), runs.Results[1]);
        Assert.Equal(runs.Results[0], runs.Results[2]);
        Assert.NotEqual(runs.Results[0], runs.Results[1]);
    }

    [Fact]
    public void Passes_run_again_where_they_read_anything_else()
    {
        var model = ModelHarness.Lower(Sources[0]);
        var graph = model.EntryPoints[1].Training;
        ModelProgram[] others =
        [
            model with { Sources = model.Sources.Select(source => source with { Path = source.Path + "s" }).ToEquatableArray() },
            model with { Parameters = model.Parameters.Select(parameter => parameter with { IsFrozen = true }).ToEquatableArray() },
            model with { Parameters = model.Parameters.Select(parameter => parameter with { Name = parameter.Name + "s" }).ToEquatableArray() },
            model with { Constants = model.Constants.Append("x").ToEquatableArray() },
            model with { Settings = model.Settings.Append(new ModelSetting("x", ScalarType.Float32)).ToEquatableArray() },
            model with { EntryPoints = model.EntryPoints.Select(entry => entry with { Dimensions = EquatableArray.Of("x") }).ToEquatableArray() },
            model with { Storage = ElementStorage.BFloat16 },
        ];
        foreach (var other in others)
        {
            var runs = Runs(new SharedLoops(), (graph, model, true), (graph, other, true), (graph, other, false));
            Assert.Equal(3, runs.Count);
            Assert.Equal(Recipe.Run(graph, other, withGradients: true), runs.Results[1]);
        }
    }

    [Fact]
    public void What_has_no_derivative_is_named_by_the_numbers_of_who_asks()
    {
        var model = ModelHarness.Lower(Sources[0]);
        var shared = new SharedLoops();
        foreach (var (graph, origin) in new[] { (model.EntryPoints[0].Training, 1), (Moved(model.EntryPoints[0].Training), 2) })
        {
            Assert.Equal(origin, Assert.Throws<MissingRuleException>(() => shared.Of(graph, model with { Sources = default }, true, () => throw new MissingRuleException("Op", origin))).Origin);
        }
    }

    private static (int Count, List<LoopProgram> Results) Runs(SharedLoops shared, params (TensorGraph Graph, ModelProgram Model, bool WithGradients)[] asked)
    {
        var count = 0;
        var results = asked.Select(one => shared.Of(one.Graph, one.Model, one.WithGradients, () =>
        {
            count++;
            return Recipe.Run(one.Graph, one.Model, one.WithGradients);
        })).ToList();
        return (count, results);
    }

    private static TensorGraph Moved(TensorGraph graph) => graph with
    {
        Nodes = graph.Nodes.Select(node => node.Origin < 0 ? node : node with { Origin = node.Origin + 1 }).ToEquatableArray(),
        Trace = graph.Trace.Select(operation => operation.Origin < 0 ? operation : operation with { Origin = operation.Origin + 1 }).ToEquatableArray(),
    };
}
