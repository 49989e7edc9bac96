using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The way back through a repetition is a repetition of its own, from the last layer to the first. It carries the gradients of
/// what the forward one carries, and the growing gradients of the values from outside that every layer reads.
/// </summary>
internal sealed partial class DifferentiateGraph
{
    private readonly List<int> carried = new();
    private readonly Dictionary<int, int> fromOutside = new();
    private int forward = -1;
    private int backward = -1;

    /// <summary>Leaves the repetition that is being gone back through, and enters another (-1: none).</summary>
    private void GoBackInto(int repetition)
    {
        if (repetition == forward)
        {
            return;
        }

        if (forward >= 0)
        {
            Leave();
        }

        if (repetition >= 0)
        {
            Enter(repetition);
        }
    }

    private void Enter(int repetition)
    {
        var (name, count) = (graph.Repetitions[repetition].Name, graph.Repetitions[repetition].Count);
        forward = repetition;
        backward = builder.Add(new Repetition(name, count, EquatableArray<int>.Empty, graph.Repetitions[repetition].Dropouts, repetition));
        carried.Clear();
        fromOutside.Clear();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (graph.Nodes[i] is { Op: TensorOp.Carried { Slot: var slot } } node && node.Repetition == repetition && active[i])
            {
                var gradient = Carry(OutcomeGradient(repetition, slot), node.Type, node.Name);
                carried.Add(i);
                Accumulate(graph.Repetitions[repetition].Results[slot], gradient, node.Origin);
            }
        }

        builder.Repetition = backward;
    }

    /// <summary>A slot of the backward repetition that starts with a value from outside.</summary>
    private int Carry(int first, TensorType type, string? name)
    {
        builder.Repetition = -1;
        var initial = ScalarNodes.Expand(builder, first, type, -1);
        builder.Repetition = backward;
        var node = builder.Add(new TensorOp.Carried(carried.Count), type, -1, initial);
        if (name is not null)
        {
            builder.SetName(node, name + "Gradient");
        }

        return node;
    }

    private int OutcomeGradient(int repetition, int slot)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (graph.Nodes[i].Op is TensorOp.Outcome outcome && outcome.Repetition == repetition && outcome.Slot == slot &&
                adjoints.TryGetValue(i, out var adjoint))
            {
                return adjoint;
            }
        }

        return ScalarNodes.Constant(builder, 0, -1);
    }

    private void Leave()
    {
        var results = new List<int>();
        foreach (var node in carried)
        {
            var gradient = adjoints.TryGetValue(node, out var adjoint) ? adjoint : ScalarNodes.Constant(builder, 0, -1);
            results.Add(ScalarNodes.Expand(builder, gradient, graph.Nodes[node].Type, graph.Nodes[node].Origin));
        }

        var targets = carried.Select(node => graph.Nodes[node].Operands[0]).Concat(fromOutside.Keys).ToList();
        foreach (var node in fromOutside.Keys.ToList())
        {
            // What is from outside grows layer by layer.
            var type = builder[node].Type;
            var before = CarryFromOutside(node, results.Count);
            results.Add(ScalarNodes.Map(builder, ScalarNodes.Add, type, builder[node].Origin, before, fromOutside[node]));
        }

        builder.Replace(backward, builder.Repetitions[backward] with { Results = results.ToEquatableArray() });
        builder.Repetition = -1;
        var left = backward;
        forward = backward = -1;
        for (var slot = 0; slot < results.Count; slot++)
        {
            var outcome = builder.Add(new TensorOp.Outcome(left, slot), builder[results[slot]].Type, -1, results[slot]);
            if (active[targets[slot]])
            {
                Accumulate(targets[slot], outcome, builder[targets[slot]].Origin);
            }
        }
    }

    private int CarryFromOutside(int node, int slot)
    {
        builder.Repetition = -1;
        var zero = ScalarNodes.Expand(builder, ScalarNodes.Constant(builder, 0, -1), builder[node].Type, -1);
        builder.Repetition = backward;
        return builder.Add(new TensorOp.Carried(slot), builder[node].Type, -1, zero);
    }

    /// <summary>Where contributions to a value are summed: inside a repetition, values from outside have sums of their own.</summary>
    private Dictionary<int, int> SumsFor(int node) =>
        forward >= 0 && builder[node].Repetition != forward ? fromOutside : adjoints;
}
