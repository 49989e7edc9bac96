using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>Builds a <see cref="TensorGraph"/>; equal nodes are shared (value numbering). Shapes are given by the caller.</summary>
internal sealed class TensorBuilder
{
    private readonly List<TensorNode> nodes = new();
    private readonly Dictionary<TensorNode, int> numbers = new();

    public TensorNode this[int node] => nodes[node];

    public int Count => nodes.Count;

    public int Add(TensorOp op, TensorType type, int origin, params int[] operands) =>
        Add(new TensorNode(op, operands.ToEquatableArray(), type, origin));

    public int Add(TensorNode node)
    {
        var key = node with { Origin = -1, Name = null };
        if (numbers.TryGetValue(key, out var existing))
        {
            return existing;
        }

        nodes.Add(node);
        numbers.Add(key, nodes.Count - 1);
        return nodes.Count - 1;
    }

    /// <summary>Gives a node the user's name for it, unless it has one.</summary>
    public void SetName(int node, string name)
    {
        if (nodes[node].Name is null)
        {
            nodes[node] = nodes[node] with { Name = name };
        }
    }

    public TensorGraph Build(IEnumerable<TensorOutput> outputs, IEnumerable<TracedOperation>? trace = null) =>
        new(nodes.ToEquatableArray(), outputs.ToEquatableArray(), (trace ?? Enumerable.Empty<TracedOperation>()).ToEquatableArray());
}
