using Pico.Generators.Ir;
using Pico.Generators.Passes;
using Pico.Models;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Generators.Tests.Backend;

/// <summary>Random graphs against the interpreter, its central differences, and themselves at other widths and thread counts.</summary>
[Collection(nameof(AloneCollection))]
public class RandomGraphTests
{
    private const int GraphsPerAssembly = 40;
    private const string KeepingSuffix = "Keeping";

    [Fact]
    public void Random_graphs_agree_with_the_interpreter_at_every_width() => Check(0, GraphsPerAssembly);

    /// <summary>Addresses and lengths that are wrong are far off; how well bfloat16 computes is the business of pico check.</summary>
    [Fact]
    public void Random_graphs_in_bfloat16_stay_near_the_interpreter_and_agree_at_every_width() => Check(0, GraphsPerAssembly, ElementStorage.BFloat16);

    /// <summary>The same for many more graphs, when the environment variable <c>PICO_LONG_TESTS</c> is 1.</summary>
    [SkippableFact]
    [Trait("Duration", "Long")]
    public void Many_random_graphs_agree_with_the_interpreter_at_every_width()
    {
        Skip.If(Environment.GetEnvironmentVariable("PICO_LONG_TESTS") is not { } wanted || wanted == "0", "set PICO_LONG_TESTS=1 to run this");
        var first = int.TryParse(Environment.GetEnvironmentVariable("PICO_FIRST_SEED"), out var seed) ? seed : GraphsPerAssembly;
        Check(first, int.TryParse(Environment.GetEnvironmentVariable("PICO_GRAPHS"), out var count) ? count : 400);
    }

    private static void Check(int firstSeed, int count, ElementStorage storage = ElementStorage.AsComputed)
    {
        var failures = new List<string>();
        foreach (var seeds in Enumerable.Range(firstSeed, count).Chunk(GraphsPerAssembly))
        {
            var graphs = new List<(int Seed, RandomGraph Graph)>();
            foreach (var seed in seeds)
            {
                var graph = RandomGraph.Draw(seed, storage);
                try
                {
                    Emit.ModelEmitter.Emit(Recipe.Compile(graph.Program));
                    graphs.Add((seed, graph));
                }
                catch (Exception exception)
                {
                    failures.Add($"seed {seed}: {exception}\n{Plan(graph.Program)}");
                }
            }

            var keeping = graphs.Select(drawn => Keeping(drawn.Graph.Program)).OfType<ModelProgram>().ToList();
            var compiled = CompiledGraph.Create([.. graphs.Select(drawn => drawn.Graph.Program), .. keeping]);
            var (models, twins) = (compiled.Take(graphs.Count).ToList(), compiled.Skip(graphs.Count).ToDictionary(model => model.Description.Name));
            for (var i = 0; i < models.Count; i++)
            {
                try
                {
                    CheckModel(graphs[i].Graph, models[i], graphs[i].Seed);
                    if (twins.TryGetValue(models[i].Description.Name + KeepingSuffix, out var twin))
                    {
                        CheckTwin(graphs[i].Graph, models[i], twin, graphs[i].Seed);
                    }
                }
                catch (Exception exception)
                {
                    failures.Add($"seed {graphs[i].Seed}: {exception.Message}\n{Plan(graphs[i].Graph.Program)}");
                }
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {count} graphs fail\n" + string.Join("\n", failures));
    }

    /// <summary>The same model with nothing computed again; null where nothing is, or where it would not be quite the same.</summary>
    private static ModelProgram? Keeping(ModelProgram program)
    {
        var entry = program.EntryPoints[^1];
        var name = program.Type.Name + KeepingSuffix;
        return entry.Training.Recomputations.Count == 0 || WithoutRecomputation.Run(entry.Training) is not { } training ? null : program with
        {
            Type = program.Type with { Name = name, Header = "public sealed partial class " + name, HintName = "Example." + name },
            EntryPoints = program.EntryPoints.Select(other => other == entry ? entry with { Training = training } : other).ToEquatableArray(),
        };
    }

    private static void CheckTwin(RandomGraph graph, IModel model, IModel twin, int seed)
    {
        var sizes = new Dictionary<string, long> { ["batch"] = graph.Batches, ["time"] = graph.Times, ["depth"] = CompiledGraph.ConstantValue };
        var gradients = new[] { model, twin }.Select(each =>
        {
            var inputs = new GraphInputs(graph.Program, each, sizes, new Random(seed));
            each.ClearGradients();
            each.DefaultWorkspace.Pool = WorkerPool.Shared;
            each.DefaultWorkspace.Step = 7;
            each.Description.EntryPoints.Single(entry => entry.FormsGradients).Run(each.DefaultWorkspace, inputs.Tensors, [graph.Batches, graph.Times]);
            return each.Gradients.ToArray();
        }).ToList();
        Same("gradients with everything kept", gradients[0], gradients[1]);
    }

    /// <summary>What the passes made of the values, and of the loss and its gradient.</summary>
    private static string Plan(ModelProgram program)
    {
        var dump = new List<string>();
        foreach (var entry in program.EntryPoints)
        {
            var passes = new List<string>();
            Recipe.Fuse(entry.Training, program, withGradients: entry.IsLoss, (pass, text) => passes.Add(pass + "\n" + text));
            dump.AddRange([entry.Name, passes[0], passes[^1]]);
        }

        return string.Join("\n", dump);
    }

    private static void CheckModel(RandomGraph graph, IModel model, int seed)
    {
        var random = new Random(seed);
        var sizes = new Dictionary<string, long> { ["batch"] = graph.Batches, ["time"] = graph.Times, ["depth"] = CompiledGraph.ConstantValue };
        var inputs = new GraphInputs(graph.Program, model, sizes, random);
        using var alone = new WorkerPool(1);
        var widths = new[] { 512, 256, 128, 0 }.Where(width => width <= SimdWidth.Best).ToList();
        widths = seed % 3 == 0 ? widths : widths.Take(1).ToList();
        for (var entry = 0; entry < graph.Program.EntryPoints.Count; entry++)
        {
            foreach (var description in model.Description.EntryPoints.Where(description => description.Name.StartsWith(graph.Program.EntryPoints[entry].Name, StringComparison.Ordinal)))
            {
                const long Step = 7;
                var meaning = description.FormsGradients ? graph.Program.EntryPoints[entry].Training : graph.Program.EntryPoints[entry].Evaluation;
                var output = meaning.Outputs[0].Node;
                var interpreter = inputs.Interpreter(meaning, Step);
                var expected = interpreter.Run(output);
                float[]? values = null;
                float[]? gradients = null;
                foreach (var (width, pool) in widths.SelectMany(width => new[] { (width, WorkerPool.Shared), (width, alone) }))
                {
                    using var limit = SimdWidth.Limit(width);
                    model.ClearGradients();
                    model.DefaultWorkspace.Pool = pool;
                    model.DefaultWorkspace.Step = Step;
                    var actual = description.Run(model.DefaultWorkspace, inputs.Tensors, [graph.Batches, graph.Times]);
                    Close(description.Name, expected, actual, graph.Program.Storage == ElementStorage.BFloat16 ? 0.05 : 2e-4);
                    Same($"{description.Name} at width {width} on {pool.Threads} threads", values ??= actual, actual);
                    var formed = model.Gradients.ToArray();
                    Same($"gradients at width {width} on {pool.Threads} threads", gradients ??= formed, formed);
                }

                if (description.FormsGradients)
                {
                    CheckGradients(model, interpreter, output, random, graph.Program.Storage == ElementStorage.BFloat16 ? 0.05 : 1e-3);
                }
            }
        }
    }

    private static void CheckGradients(IModel model, GraphInterpreter interpreter, int output, Random random, double allowed)
    {
        for (var parameter = 0; parameter < model.Parameters.Count; parameter++)
        {
            var gradient = model.DefaultWorkspace.Gradient(parameter);
            var direction = Enumerable.Range(0, gradient.Length).Select(_ => (random.NextDouble() * 2) - 1).ToArray();
            var (actual, size) = (0.0, 0.0);
            for (var i = 0; i < direction.Length; i++)
            {
                actual += gradient[i] * direction[i];
                size += Math.Abs(gradient[i] * direction[i]);
            }

            if (interpreter.Difference(output, parameter, direction) is { } expected)
            {
                Assert.True(
                    Math.Abs(expected - actual) <= (allowed * size) + (allowed * Math.Abs(expected)) + (2e-3 * allowed),
                    $"the gradient of {model.Parameters[parameter].Name} [{string.Join(", ", model.Parameters[parameter].Shape)}] gives {actual} in a direction instead of {expected}");
            }
        }
    }

    private static void Close(string name, double[] expected, float[] actual, double allowed)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed * (1 + Math.Abs(expected[i])), $"{name}[{i}] is {actual[i]} instead of {expected[i]}");
        }
    }

    private static void Same(string name, float[] expected, float[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]),
                $"{name}: element {i} is {actual[i]:R}, and at the first width on all threads {expected[i]:R}");
        }
    }
}
