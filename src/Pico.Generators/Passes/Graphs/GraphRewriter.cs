using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Rebuilds a graph node by node, in order. A pass derives from it and overrides what it changes; nodes that no output
/// needs are dropped.
/// </summary>
internal abstract class GraphRewriter
{
    private readonly HashSet<int> settled = new();
    private int[] numbers = System.Array.Empty<int>();
    private bool[] live = System.Array.Empty<bool>();

    protected TensorBuilder Builder { get; } = new();

    public TensorGraph Apply(TensorGraph graph)
    {
        numbers = new int[graph.Nodes.Count];
        live = Liveness.Of(graph);
        foreach (var repetition in graph.Repetitions)
        {
            Builder.Add(repetition);
        }

        foreach (var recomputation in graph.Recomputations)
        {
            Builder.Add(recomputation);
        }

        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (live[i])
            {
                numbers[i] = Rewritten(graph.Nodes[i]);
                if (graph.Nodes[i].Name is { } name)
                {
                    Builder.SetName(numbers[i], name);
                }
            }
        }

        for (var repetition = 0; repetition < graph.Repetitions.Count; repetition++)
        {
            Settle(repetition);
        }

        return Liveness.Prune(Builder.Build(
            graph.Outputs.Select(output => Output(output with { Node = numbers[output.Node] })).ToList(),
            graph.Trace.Select(traced => traced.Renumbered(node => Number(node) is >= 0 and var number ? Traced(number) : -1))));
    }

    /// <summary>Adds the new form of a node whose operands are already rewritten; returns its number.</summary>
    protected abstract int Rewrite(TensorNode node);

    /// <summary>The new form of an output whose node is already rewritten.</summary>
    protected virtual TensorOutput Output(TensorOutput output) => output;

    /// <summary>The new form of what a repetition leaves in a slot, whose node is already rewritten.</summary>
    protected virtual int Result(int repetition, int slot, int node) => node;

    /// <summary>The node that holds the value of an operation of the source, given the new form of the one that did.</summary>
    protected virtual int Traced(int node) => node;

    private int Number(int node) => live[node] ? numbers[node] : -1;

    private int Rewritten(TensorNode node)
    {
        if (node.Op is TensorOp.Outcome outcome)
        {
            Settle(outcome.Repetition);
            return Builder.Add(node with { Operands = EquatableArray.Of(Builder.Repetitions[outcome.Repetition].Results[outcome.Slot]) });
        }

        (Builder.Repetition, Builder.Recomputation) = (node.Repetition, node.Recomputation);
        var isMoved = node.Operands.Any(operand => numbers[operand] != operand);
        var number = Rewrite(isMoved ? node with { Operands = node.Operands.Select(operand => numbers[operand]).ToEquatableArray() } : node);
        Builder.Repetition = Builder.Recomputation = -1;
        return number;
    }

    /// <summary>Renumbers what a repetition leaves, once all of it is rewritten: before its first outcome is.</summary>
    private void Settle(int repetition)
    {
        if (!settled.Add(repetition))
        {
            return;
        }

        Builder.Repetition = repetition;
        var renumbered = Builder.Repetitions[repetition].Renumbered(Number);
        var results = renumbered.Results.Select((node, slot) => node < 0 ? -1 : Result(repetition, slot, node)).ToEquatableArray();
        Builder.Replace(repetition, renumbered with { Results = results });
        Builder.Repetition = -1;
    }
}
