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
    private readonly List<(int Source, int Result)> carried = new();
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

    /// <summary>
    /// Whether no outcome of the same repetition comes before: then all that reads what the repetition leaves has been gone back
    /// through. It is entered here, for it may hold no node itself, when it only hands values on.
    /// </summary>
    private bool IsFirstOutcome(int node, TensorOp.Outcome outcome)
    {
        for (var i = 0; i < node; i++)
        {
            if (active[i] && graph.Nodes[i].Op is TensorOp.Outcome other && other.Repetition == outcome.Repetition)
            {
                return false;
            }
        }

        return true;
    }

    private void Enter(int repetition)
    {
        var (name, count) = (graph.Repetitions[repetition].Name, graph.Repetitions[repetition].Count);
        var mirrored = RepetitionFor(repetition);
        forward = repetition;
        backward = builder.Add(new Repetition(name, count, EquatableArray<int>.Empty, graph.Repetitions[repetition].Dropouts, mirrored));
        carried.Clear();
        fromOutside.Clear();
        for (var slot = 0; slot < graph.Repetitions[repetition].Results.Count; slot++)
        {
            var (source, result) = (CarriedIn(repetition, slot), graph.Repetitions[repetition].Results[slot]);
            var isActive = source >= 0 ? active[source] : result >= 0 && active[result] && OutcomeGradient(repetition, slot) >= 0;
            if (isActive)
            {
                var named = graph.Nodes[source >= 0 ? source : result];
                var first = OutcomeGradient(repetition, slot);
                var gradient = Carry(first >= 0 ? first : ScalarNodes.Constant(builder, 0, -1), named.Type, named.Name);
                carried.Add((source, result));
                Accumulate(result, gradient, named.Origin);
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

    /// <summary>The node that reads a slot; -1 where no layer asks what the one before left, and only the last one's counts.</summary>
    private int CarriedIn(int repetition, int slot)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (graph.Nodes[i].Op is TensorOp.Carried other && other.Slot == slot && graph.Nodes[i].Repetition == repetition)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The gradient of what the last layer left in a slot, or -1.</summary>
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

        return -1;
    }

    private void Leave()
    {
        var results = new List<int>();
        foreach (var (source, result) in carried)
        {
            var gradient = adjoints.TryGetValue(source, out var adjoint) ? adjoint : ScalarNodes.Constant(builder, 0, -1);
            results.Add(ScalarNodes.Expand(builder, gradient, graph.Nodes[result].Type, graph.Nodes[result].Origin));
        }

        var targets = carried.Select(slot => slot.Source < 0 ? -1 : graph.Nodes[slot.Source].Operands[0]).Concat(fromOutside.Keys).ToList();
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
            if (targets[slot] >= 0 && active[targets[slot]])
            {
                var outcome = builder.Add(new TensorOp.Outcome(left, slot), builder[results[slot]].Type, -1, results[slot]);
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
