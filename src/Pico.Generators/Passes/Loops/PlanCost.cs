using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// What a plan costs when certain values are computed again by whoever reads them: the bytes that its steps load and store, and the
/// operations of their maps, at <see cref="TypicalSize"/>s. What no choice changes is counted too, but does not matter.
/// </summary>
internal sealed class PlanCost
{
    // A vector operation on sixteen floats takes half a cycle; 64 bytes from the second-level cache or beyond take three to six.
    private const double OperationsPerByte = 0.15;

    // Random numbers are made rather than kept: a dear function, but no more than that.
    private const double RandomOperations = 15;

    private readonly FusionPlan plan;
    private readonly HashSet<int> forced;
    private readonly double[] sizes;
    private readonly double[] operations;
    private readonly double[] repeats;

    // A choice changes the work of few steps, so that of the others is known; for each step the last ones, the latest first.
    private const int MostKnown = 4;
    private readonly List<PricedWork>[] known;

    public PlanCost(FusionPlan plan, HashSet<int> forced)
    {
        this.plan = plan;
        this.forced = forced;
        sizes = plan.Graph.Nodes.Select(node => TypicalSize.Of(node.Type.Size)).ToArray();
        operations = plan.Graph.Nodes.Select(OperationsPerElement).ToArray();
        repeats = plan.Graph.Repetitions.Select(repetition => TypicalSize.Of(repetition.Count)).ToArray();
        known = plan.Groups.Select(_ => new List<PricedWork>()).ToArray();
    }

    /// <summary>The cost, and the values that must then be stored; infinite, and none, where some loop could not compute what it would have to.</summary>
    /// <param name="computedAgain">For each node whether it is computed again by who reads it.</param>
    public (double Cost, bool[]? Stored) Of(bool[] computedAgain)
    {
        // What a step loads, another must store, and then load what that takes: from the last step to the first.
        var stored = new bool[plan.Graph.Nodes.Count];
        foreach (var node in forced)
        {
            stored[node] = true;
        }

        var works = new PricedWork[plan.Groups.Count];
        for (var step = plan.Groups.Count - 1; step >= 0; step--)
        {
            works[step] = Work(step, stored, computedAgain);
            if (!works[step].Work.IsPossible)
            {
                return (double.PositiveInfinity, null);
            }

            foreach (var node in works[step].Loads)
            {
                stored[node] = true;
            }
        }

        var sum = 0.0;
        for (var step = works.Length - 1; step >= 0; step--)
        {
            var (group, work) = (plan.Groups[step], works[step]);
            sum += (4 * (work.Loaded + StoredBy(group, stored)) + work.Computing) * (group.Repetition < 0 ? 1 : repeats[group.Repetition]);
        }

        return (sum, stored);
    }

    private double StoredBy(FusionGroup group, bool[] stored)
    {
        var sum = 0.0;
        foreach (var node in group.Nodes)
        {
            sum += stored[node] ? sizes[node] : 0;
        }

        return sum;
    }

    private PricedWork Work(int step, bool[] stored, bool[] computedAgain)
    {
        var works = known[step];
        foreach (var other in works)
        {
            if (other.Work.IsSameWith(stored, computedAgain))
            {
                return other;
            }
        }

        if (works.Count == MostKnown)
        {
            works.RemoveAt(MostKnown - 1);
        }

        var work = GroupWork.Of(plan, plan.Groups[step], node => stored[node], node => computedAgain[node]);
        var priced = new PricedWork(
            work,
            work.Loaded.Where(node => !plan.IsLeaf(node)).ToArray(),
            work.Loaded.Where(node => plan.IsMemory(node) || !plan.IsLeaf(node) || forced.Contains(node)).Sum(node => sizes[node]),
            Operations(plan.Groups[step], work) / (16 * OperationsPerByte));
        works.Insert(0, priced);
        return priced;
    }

    /// <summary>Only a loop over rows computes the values of a row once; elsewhere they are computed for every element.</summary>
    private double Operations(FusionGroup group, GroupWork work)
    {
        var elements = TypicalSize.Of(work.Domain.Rows * work.Domain.Columns);
        return work.Computed.Sum(node => operations[node] * (group.Kind == FusionKind.Rows ? sizes[node] : elements));
    }

    private double OperationsPerElement(TensorNode node) => node.Op is TensorOp.Map map
        ? ScalarCost.Of(map.Function) + (node.Operands.Any(operand => plan[operand].Op is TensorOp.Random) ? RandomOperations : 0)
        : 0;

    /// <summary>What a step does, which values others must then have stored, and what it costs: elements loaded, and computing as bytes.</summary>
    private sealed record PricedWork(GroupWork Work, int[] Loads, double Loaded, double Computing);
}
