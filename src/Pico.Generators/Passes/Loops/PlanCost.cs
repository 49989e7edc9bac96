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
    private readonly List<(GroupWork Work, double Operations)>[] known;

    public PlanCost(FusionPlan plan, HashSet<int> forced)
    {
        this.plan = plan;
        this.forced = forced;
        sizes = plan.Graph.Nodes.Select(node => TypicalSize.Of(node.Type.Size)).ToArray();
        operations = plan.Graph.Nodes.Select(OperationsPerElement).ToArray();
        repeats = plan.Graph.Repetitions.Select(repetition => TypicalSize.Of(repetition.Count)).ToArray();
        known = plan.Groups.Select(_ => new List<(GroupWork, double)>()).ToArray();
    }

    /// <summary>The cost; infinite where some loop could not compute what it would have to.</summary>
    public double Of(HashSet<int> computedAgain)
    {
        var stored = Stored(computedAgain, out var works);
        if (stored is null)
        {
            return double.PositiveInfinity;
        }

        var sum = 0.0;
        foreach (var (group, work, computing) in works)
        {
            var bytes = 4 * (work.Loaded.Where(node => plan.IsMemory(node) || stored.Contains(node)).Sum(node => sizes[node]) +
                group.Nodes.Where(stored.Contains).Sum(node => sizes[node]));
            sum += (bytes + (computing / (16 * OperationsPerByte))) * (group.Repetition < 0 ? 1 : repeats[group.Repetition]);
        }

        return sum;
    }

    /// <summary>The values that must then be stored, or null where that is impossible.</summary>
    public HashSet<int>? Stored(HashSet<int> computedAgain) => Stored(computedAgain, out _);

    private HashSet<int>? Stored(HashSet<int> computedAgain, out List<(FusionGroup Group, GroupWork Work, double Operations)> works)
    {
        // What a step loads, another must store, and then load what that takes: from the last step to the first.
        var stored = new HashSet<int>(forced);
        works = new List<(FusionGroup, GroupWork, double)>();
        for (var i = plan.Groups.Count - 1; i >= 0; i--)
        {
            var (work, computing) = Work(i, stored, computedAgain);
            if (!work.IsPossible)
            {
                return null;
            }

            works.Add((plan.Groups[i], work, computing));
            stored.UnionWith(work.Loaded.Where(node => !plan.IsLeaf(node)));
        }

        return stored;
    }

    private (GroupWork Work, double Operations) Work(int step, HashSet<int> stored, HashSet<int> computedAgain)
    {
        var works = known[step];
        var place = works.FindIndex(entry => entry.Work.IsSameWith(stored, computedAgain));
        if (place < 0)
        {
            var work = GroupWork.Of(plan, plan.Groups[step], stored.Contains, computedAgain.Contains);
            if (works.Count == MostKnown)
            {
                works.RemoveAt(MostKnown - 1);
            }

            works.Insert(0, (work, Operations(plan.Groups[step], work)));
            place = 0;
        }

        return works[place];
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
}
