using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Makes one loop of two over the same rows when one reads what the other makes, or both read the same stored value, and
/// nothing in between has to wait for the first and be waited for by the second. Gathering node by node cannot see this:
/// a loop may begin with values that do not yet show where they belong.
/// </summary>
internal static class MergeRowLoops
{
    public static void Run(FusionPlan plan)
    {
        while (FindPair(plan) is var (into, from))
        {
            plan.Merge(into, from);
        }
    }

    private static (FusionGroup Into, FusionGroup From)? FindPair(FusionPlan plan)
    {
        foreach (var first in plan.Groups.Where(group => group.Kind == FusionKind.Rows))
        {
            foreach (var second in plan.Groups.Where(group => group.Kind == FusionKind.Rows && group != first))
            {
                if (first.Domain.Equals(second.Domain) && first.Repetition == second.Repetition && BelongTogether(first, second) && !first.DependsOn(second) && AreRelated(plan, first, second) &&
                    !second.Nodes.Any(node => plan.AddsToSameGradient(node, first)) &&
                    !second.Nodes.SelectMany(plan.ReadElsewhere).Any(stored => plan.GroupOf(stored) == first) &&
                    !plan.Groups.Any(between => between != first && between != second && second.DependsOn(between) && between.DependsOn(first)))
                {
                    return (first, second);
                }
            }
        }

        return null;
    }

    /// <summary>Steps that compute a layer again stay with each other and with the gradients that read them.</summary>
    private static bool BelongTogether(FusionGroup first, FusionGroup second) =>
        first.Again == second.Again || (second.Again < 0 && second.DependsOn(first));

    private static bool AreRelated(FusionPlan plan, FusionGroup first, FusionGroup second) =>
        second.Reads.Contains(first) || Operands(plan, first).Overlaps(Operands(plan, second));

    /// <summary>The stored tensors that a group reads as elements of its own rows and columns.</summary>
    private static HashSet<int> Operands(FusionPlan plan, FusionGroup group) => new(group.Nodes
        .SelectMany(node => plan[node].Operands)
        .Where(operand => plan.Domain(operand).Equals(group.Domain) && plan.GroupOf(plan.Storage(operand)) != group &&
            plan[plan.Storage(operand)].Op is not (TensorOp.Iota or TensorOp.Random))
        .Select(plan.Storage));
}
