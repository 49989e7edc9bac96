using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Rebuilds a graph node by node, in order. A pass derives from it and overrides what it changes; nodes that no output
/// needs are dropped.
/// </summary>
internal abstract class GraphRewriter
{
    protected TensorBuilder Builder { get; } = new();

    /// <summary>Adds the new form of a node whose operands are already rewritten; returns its number.</summary>
    protected abstract int Rewrite(TensorNode node);

    public TensorGraph Apply(TensorGraph graph)
    {
        var map = new int[graph.Nodes.Count];
        var live = Liveness.Of(graph);
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (live[i])
            {
                var node = graph.Nodes[i];
                map[i] = Rewrite(node with { Operands = node.Operands.Select(operand => map[operand]).ToEquatableArray() });
                if (node.Name is not null)
                {
                    Builder.SetName(map[i], node.Name);
                }
            }
        }

        return Liveness.Prune(Builder.Build(
            graph.Outputs.Select(output => output with { Node = map[output.Node] }),
            graph.Trace.Select(traced => traced.Renumbered(node => live[node] ? map[node] : -1))));
    }
}
