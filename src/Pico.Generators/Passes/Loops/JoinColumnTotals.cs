using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Moves reductions down the columns into a loop over the same rows that makes, or reads, what they read: the memory is then passed
/// once. So the gradients of a norm's scale and shift are formed where the gradient of its argument is. What no such loop shares
/// stays a step of its own.
/// </summary>
internal static class JoinColumnTotals
{
    public static void Run(FusionPlan plan)
    {
        var reductions = plan.Groups.Where(group => group.Kind == FusionKind.Columns).SelectMany(group => group.Nodes).OrderBy(node => node).ToList();
        foreach (var node in reductions)
        {
            var made = new List<int>();
            var elements = Elements(plan, node, made);
            var host = plan.Groups
                .Where(group => CanHold(plan, node, group) && !made.SelectMany(plan.ReadElsewhere).Any(stored => plan.GroupOf(stored) == group))
                .Select(group => (Group: group, Shared: elements.Count(element => IsAtHand(plan, element, group))))
                .Where(candidate => candidate.Shared > 0)
                .OrderBy(candidate => candidate.Shared)
                .LastOrDefault().Group;
            if (host is not null)
            {
                plan.Move(node, host);
            }
        }
    }

    /// <summary>
    /// The loop must go over just the rows that are reduced, and may not wait for who waits for the total, which is there only when all
    /// rows have passed.
    /// </summary>
    private static bool CanHold(FusionPlan plan, int node, FusionGroup group) =>
        group.Kind == FusionKind.Rows && !group.Domain.Columns.IsOne && IsOverAllRows(plan, node, group.Domain) && group.Again == plan.GroupOf(node)!.Again &&
        plan.CanJoin(node, group) && !group.DependsOn(plan.GroupOf(node)!);

    private static bool IsOverAllRows(FusionPlan plan, int node, LoopDomain domain)
    {
        var (axis, shape) = (((TensorOp.Reduce)plan[node].Op).Axis, plan[plan[node].Operands[0]].Type.Shape);
        return axis == shape.Count - 2 && shape[axis] == domain.Rows && shape[axis + 1] == domain.Columns;
    }

    /// <summary>The elements in memory that a reduction is made of, and the maps between, which are computed for it alone.</summary>
    private static HashSet<int> Elements(FusionPlan plan, int node, List<int> made)
    {
        var elements = new HashSet<int>();
        void Visit(int operand)
        {
            var value = plan.Value(operand);
            if (plan.GroupOf(value) is null && plan[value].Op is TensorOp.Map && !plan.IsNumber(value))
            {
                made.Add(value);
                foreach (var inner in plan[value].Operands)
                {
                    Visit(inner);
                }
            }
            else if (plan.Domain(operand).Equals(plan.Domain(plan[node].Operands[0])) && plan[plan.Storage(operand)].Op is not (TensorOp.Iota or TensorOp.Random))
            {
                elements.Add(plan.Storage(operand));
            }
        }

        Visit(plan[node].Operands[0]);
        return elements;
    }

    private static bool IsAtHand(FusionPlan plan, int element, FusionGroup group) => plan.GroupOf(element) == group ||
        group.Nodes.SelectMany(node => plan[node].Operands).Any(operand => plan.Storage(operand) == element && plan.Domain(operand).Equals(group.Domain));
}
