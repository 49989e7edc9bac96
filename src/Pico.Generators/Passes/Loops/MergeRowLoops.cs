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
        var loops = plan.Groups.Where(group => group.Kind == FusionKind.Rows).ToList();
        var operands = loops.ToDictionary(loop => loop, loop => Operands(plan, loop));
        foreach (var first in loops)
        {
            foreach (var second in loops)
            {
                if (first != second && first.Repetition == second.Repetition && first.Domain.Equals(second.Domain) &&
                    (second.Reads.Contains(first) || operands[first].Overlaps(operands[second])) && BelongTogether(first, second) && !first.DependsOn(second) &&
                    !second.Nodes.Any(node => plan.AddsToSameGradient(node, first)) &&
                    !second.Nodes.SelectMany(plan.ReadElsewhere).Any(stored => plan.GroupOf(stored) == first) &&
                    !IsAnyBetween(plan, first, second))
                {
                    return (first, second);
                }
            }
        }

        return null;
    }

    /// <summary>Whether a step would have to wait for the loop that both make, and the loop for it.</summary>
    private static bool IsAnyBetween(FusionPlan plan, FusionGroup first, FusionGroup second)
    {
        var (own, ofRepetition) = (second.Dependencies(isByItself: true), second.Repetition < 0 ? null : second.Dependencies(isByItself: false));
        return plan.Groups.Any(between => between != first && between != second &&
            (between.Repetition == second.Repetition ? own : ofRepetition ?? own).Contains(between) && between.DependsOn(first));
    }

    /// <summary>Steps that compute a layer again stay with each other and with the gradients that read them.</summary>
    private static bool BelongTogether(FusionGroup first, FusionGroup second) =>
        first.Again == second.Again || (second.Again < 0 && second.DependsOn(first));

    /// <summary>The stored tensors that a group reads as elements of its own rows and columns.</summary>
    private static HashSet<int> Operands(FusionPlan plan, FusionGroup group) => new(group.Nodes
        .SelectMany(node => plan[node].Operands)
        .Where(operand => plan.Domain(operand).Equals(group.Domain) && plan.GroupOf(plan.Storage(operand)) != group &&
            plan[plan.Storage(operand)].Op is not (TensorOp.Iota or TensorOp.Random))
        .Select(plan.Storage));
}
