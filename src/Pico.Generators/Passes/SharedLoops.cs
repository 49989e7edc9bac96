using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The loop programs of a model's graphs, while its variants are compiled: what differs in training is often the same in evaluation, and then
/// the passes need not run for each. The graphs of two variants may number the user's expressions differently, which changes nothing but
/// the numbers in the result.
/// </summary>
internal sealed class SharedLoops
{
    private readonly ConcurrentDictionary<Key, (Lazy<LoopProgram> Loops, IReadOnlyList<int> Origins)> known = new();

    /// <summary>The loops of a graph: as they have been found for another variant, or as <paramref name="run"/> finds them.</summary>
    public LoopProgram Of(TensorGraph graph, ModelProgram program, bool withGradients, Func<LoopProgram> run)
    {
        var origins = new List<int>();
        var key = KeyOf(graph, program, withGradients, origins);
        var (loops, first) = known.GetOrAdd(key, _ => (new Lazy<LoopProgram>(run, LazyThreadSafetyMode.ExecutionAndPublication), origins));
        try
        {
            return first.SequenceEqual(origins) ? loops.Value : Renumbered(loops.Value, first, origins);
        }
        catch (MissingRuleException)
        {
            return run(); // which fails as well, but says where by this graph's own numbers
        }
    }

    /// <summary>The graph with its origins numbered as they come, and all that the passes read of the model besides.</summary>
    private static Key KeyOf(TensorGraph graph, ModelProgram program, bool withGradients, List<int> origins)
    {
        var numbers = new Dictionary<int, int>();
        int Number(int origin)
        {
            if (origin >= 0 && !numbers.TryGetValue(origin, out var number))
            {
                numbers.Add(origin, number = origins.Count);
                origins.Add(origin);
                return number;
            }

            return origin < 0 ? origin : numbers[origin];
        }

        var numbered = graph with
        {
            Nodes = graph.Nodes.Select(node => node with { Origin = Number(node.Origin) }).ToEquatableArray(),
            Trace = graph.Trace.Select(operation => operation with { Origin = Number(operation.Origin) }).ToEquatableArray(),
        };
        return new Key(
            numbered,
            origins.Select(origin => origin < program.Sources.Count ? program.Sources[origin].Path : string.Empty).ToEquatableArray(),
            program.Parameters,
            program.EntryPoints.SelectMany(entry => entry.Dimensions).ToEquatableArray(),
            program.Constants,
            program.Settings,
            program.Storage,
            withGradients);
    }

    private static LoopProgram Renumbered(LoopProgram loops, IReadOnlyList<int> before, IReadOnlyList<int> after)
    {
        var numbers = Enumerable.Range(0, before.Count).ToDictionary(i => before[i], i => after[i]);
        int Number(int origin) => origin < 0 ? origin : numbers[origin];
        return loops with
        {
            Steps = loops.Steps.Select(step => step with { Origins = step.Origins.Select(Number).ToEquatableArray() }).ToEquatableArray(),
            Operations = loops.Operations.Select(operation => operation with { Origin = Number(operation.Origin) }).ToEquatableArray(),
        };
    }

    private sealed record Key(
        TensorGraph Graph,
        EquatableArray<string> Paths,
        EquatableArray<ModelParameter> Parameters,
        EquatableArray<string> Dimensions,
        EquatableArray<string> Constants,
        EquatableArray<ModelSetting> Settings,
        ElementStorage Storage,
        bool WithGradients);
}
