using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Which nodes the outputs need.</summary>
internal static class Liveness
{
    public static bool[] Of(TensorGraph graph)
    {
        var live = new bool[graph.Nodes.Count];
        foreach (var output in graph.Outputs)
        {
            live[output.Node] = true;
        }

        do
        {
            for (var i = graph.Nodes.Count - 1; i >= 0; i--)
            {
                if (live[i])
                {
                    foreach (var operand in graph.Nodes[i].Operands)
                    {
                        live[operand] = true;
                    }
                }
            }
        }
        while (MarkWhatIsCarried(graph, live));
        return live;
    }

    /// <summary>A value carried from one repetition to the next needs what each makes of it; whether that was news.</summary>
    private static bool MarkWhatIsCarried(TensorGraph graph, bool[] live)
    {
        var isNews = false;
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (live[i] && graph.Nodes[i] is { Op: TensorOp.Carried carried } node &&
                graph.Repetitions[node.Repetition].Results[carried.Slot] is >= 0 and var result && !live[result])
            {
                live[result] = isNews = true;
            }
        }

        return isNews;
    }

    /// <summary>The graph without the nodes that nothing needs.</summary>
    public static TensorGraph Prune(TensorGraph graph)
    {
        var live = Of(graph);
        if (System.Array.TrueForAll(live, isLive => isLive))
        {
            return graph;
        }

        var map = new int[graph.Nodes.Count];
        var nodes = new List<TensorNode>();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (live[i])
            {
                map[i] = nodes.Count;
                var node = graph.Nodes[i];
                nodes.Add(node with { Operands = node.Operands.Select(operand => map[operand]).ToEquatableArray() });
            }
        }

        return new TensorGraph(
            nodes.ToEquatableArray(),
            graph.Outputs.Select(output => output with { Node = map[output.Node] }).ToEquatableArray(),
            graph.Trace.Select(traced => traced.Renumbered(node => live[node] ? map[node] : -1)).ToEquatableArray(),
            graph.Repetitions.Select(repetition => repetition.Renumbered(node => live[node] ? map[node] : -1)).ToEquatableArray(),
            graph.Recomputations);
    }

    /// <summary>The nodes that read each node, in order, one entry per use.</summary>
    public static List<int>[] Users(TensorGraph graph)
    {
        var users = graph.Nodes.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            foreach (var operand in graph.Nodes[i].Operands)
            {
                users[operand].Add(i);
            }
        }

        return users;
    }
}
