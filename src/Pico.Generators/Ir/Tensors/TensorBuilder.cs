using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>Builds a <see cref="TensorGraph"/>; equal nodes are shared (value numbering). Shapes are given by the caller.</summary>
internal sealed class TensorBuilder
{
    private readonly List<TensorNode> nodes = new();
    private readonly List<Repetition> repetitions = new();
    private readonly List<Recomputation> recomputations = new();
    private readonly Dictionary<TensorNode, int> numbers = new();

    public TensorNode this[int node] => nodes[node];

    public int Count => nodes.Count;

    /// <summary>The repetition that nodes belong to which are added without one (-1: none).</summary>
    public int Repetition { get; set; } = -1;

    public IReadOnlyList<Repetition> Repetitions => repetitions;

    /// <summary>The recomputation that nodes belong to which are added without one (-1: none).</summary>
    public int Recomputation { get; set; } = -1;

    public IReadOnlyList<Recomputation> Recomputations => recomputations;

    public int Add(TensorOp op, TensorType type, int origin, params int[] operands) =>
        Add(new TensorNode(op, operands.ToEquatableArray(), type, origin));

    public int Add(TensorNode node)
    {
        var isTheSame = IsTheSameEachTime(node.Op);
        var repetition = isTheSame ? -1 : node.Repetition < 0 ? Repetition : node.Repetition;
        var recomputation = isTheSame && node.Op is not TensorOp.Outcome ? -1 : node.Recomputation < 0 ? Recomputation : node.Recomputation;
        if (node.Repetition != repetition || node.Recomputation != recomputation)
        {
            node = node with { Repetition = repetition, Recomputation = recomputation };
        }

        var key = node is { Origin: -1, Name: null } ? node : node with { Origin = -1, Name = null };
        if (numbers.TryGetValue(key, out var existing))
        {
            return existing;
        }

        nodes.Add(node);
        numbers.Add(key, nodes.Count - 1);
        return nodes.Count - 1;
    }

    /// <summary>Adds a repetition, whose results may be set later; returns its number.</summary>
    public int Add(Repetition repetition)
    {
        repetitions.Add(repetition);
        return repetitions.Count - 1;
    }

    /// <summary>Adds a recomputation; returns its number.</summary>
    public int Add(Recomputation recomputation)
    {
        recomputations.Add(recomputation);
        return recomputations.Count - 1;
    }

    public void Replace(int number, Repetition repetition) => repetitions[number] = repetition;

    /// <summary>Gives a node the user's name for it, unless it has one.</summary>
    public void SetName(int node, string name)
    {
        if (nodes[node].Name is null)
        {
            nodes[node] = nodes[node] with { Name = name };
        }
    }

    public TensorGraph Build(IEnumerable<TensorOutput> outputs, IEnumerable<TracedOperation>? trace = null) => new(
        nodes.ToEquatableArray(),
        outputs.ToEquatableArray(),
        (trace ?? Enumerable.Empty<TracedOperation>()).ToEquatableArray(),
        repetitions.ToEquatableArray(),
        recomputations.ToEquatableArray());

    /// <summary>Whether a node is no computation of a step, so that it belongs to no repetition.</summary>
    private static bool IsTheSameEachTime(TensorOp op) => op is TensorOp.Input or TensorOp.Parameter or TensorOp.Constant
        or TensorOp.Size or TensorOp.Iota or TensorOp.Random or TensorOp.Outcome;
}
