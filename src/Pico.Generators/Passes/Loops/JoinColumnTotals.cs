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
            var elements = Elements(plan, plan.Domain(plan[node].Operands[0]), node);
            var host = plan.Groups
                .Where(group => CanHold(plan, node, group))
                .Select(group => (Group: group, Shared: Elements(plan, group.Domain, group.Nodes.ToArray()).Concat(group.Nodes).Intersect(elements).Count()))
                .Where(candidate => candidate.Shared > 0)
                .OrderBy(candidate => candidate.Shared)
                .LastOrDefault().Group;
            if (host is not null)
            {
                plan.Move(node, host);
            }
        }
    }

    /// <summary>Whether the axis is that of all rows, so that a loop over the rows may form the reduction.</summary>
    public static bool CouldJoin(EquatableArray<Dimension> shape, int axis) => axis == shape.Count - 2 && shape.Take(axis).All(size => size.IsOne);

    /// <summary>
    /// The loop must go over just the rows that are reduced, and may not wait for who waits for the total, which is there only when all
    /// rows have passed; nor may what is computed for the reduction alone read another row of what the loop makes.
    /// </summary>
    private static bool CanHold(FusionPlan plan, int node, FusionGroup group) =>
        group.Kind == FusionKind.Rows && !group.Domain.Columns.IsOne && IsOverAllRows(plan, node, group.Domain) && group.Again == plan.GroupOf(node)!.Again &&
        plan.CanJoin(node, group) && !group.DependsOn(plan.GroupOf(node)!) &&
        Elements(plan, plan.Domain(plan[node].Operands[0]), node).Where(element => plan[element].Op is TensorOp.Map).SelectMany(plan.ReadElsewhere).All(stored => plan.GroupOf(stored) != group);

    private static bool IsOverAllRows(FusionPlan plan, int node, LoopDomain domain)
    {
        var (axis, shape) = (((TensorOp.Reduce)plan[node].Op).Axis, plan[plan[node].Operands[0]].Type.Shape);
        return axis == shape.Count - 2 && shape[axis] == domain.Rows && shape[axis + 1] == domain.Columns;
    }

    /// <summary>
    /// The elements of its own rows and columns that a step reads, with those that they are made of by maps of a product's epilogue or of
    /// no step yet: which of them will lie in memory is settled only later.
    /// </summary>
    private static HashSet<int> Elements(FusionPlan plan, LoopDomain domain, params int[] nodes)
    {
        var elements = new HashSet<int>();
        void Visit(int node)
        {
            foreach (var operand in plan[node].Operands.Where(operand => plan.Domain(operand).Equals(domain)))
            {
                var value = plan.Value(operand);
                if (plan[plan.Storage(value)].Op is not (TensorOp.Iota or TensorOp.Random) && elements.Add(value) && plan[value].Op is TensorOp.Map && plan.GroupOf(value)?.Kind != FusionKind.Rows)
                {
                    Visit(value);
                }
            }
        }

        foreach (var node in nodes)
        {
            Visit(node);
        }

        return elements;
    }
}
