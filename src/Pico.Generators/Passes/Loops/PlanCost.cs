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

    public PlanCost(FusionPlan plan, HashSet<int> forced)
    {
        this.plan = plan;
        this.forced = forced;
        sizes = plan.Graph.Nodes.Select(node => TypicalSize.Of(node.Type.Size)).ToArray();
        operations = plan.Graph.Nodes.Select(OperationsPerElement).ToArray();
        repeats = plan.Graph.Repetitions.Select(repetition => TypicalSize.Of(repetition.Count)).ToArray();
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
        foreach (var (group, work) in works)
        {
            var bytes = 4 * (work.Loaded.Where(node => plan.IsMemory(node) || stored.Contains(node)).Sum(node => sizes[node]) +
                group.Nodes.Where(stored.Contains).Sum(node => sizes[node]));
            sum += (bytes + (Operations(group, work) / (16 * OperationsPerByte))) * (group.Repetition < 0 ? 1 : repeats[group.Repetition]);
        }

        return sum;
    }

    /// <summary>The values that must then be stored, or null where that is impossible.</summary>
    public HashSet<int>? Stored(HashSet<int> computedAgain) => Stored(computedAgain, out _);

    private HashSet<int>? Stored(HashSet<int> computedAgain, out List<(FusionGroup Group, GroupWork Work)> works)
    {
        // What a step loads, another must store, and then load what that takes: from the last step to the first.
        var stored = new HashSet<int>(forced);
        works = new List<(FusionGroup, GroupWork)>();
        for (var i = plan.Groups.Count - 1; i >= 0; i--)
        {
            var work = GroupWork.Of(plan, plan.Groups[i], stored.Contains, computedAgain.Contains);
            if (!work.IsPossible)
            {
                return null;
            }

            works.Add((plan.Groups[i], work));
            stored.UnionWith(work.Loaded.Where(node => !plan.IsLeaf(node)));
        }

        return stored;
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
