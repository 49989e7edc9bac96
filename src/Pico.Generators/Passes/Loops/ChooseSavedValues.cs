using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Decides which values are stored: what leaves the graph, what a product, a copy or a pick reads from memory, and what
/// another step needs that is dearer to compute again than to load.
/// </summary>
internal static class ChooseSavedValues
{
    public static void Run(FusionPlan plan)
    {
        foreach (var output in plan.Graph.Outputs.Where(output => output.Parameter < 0))
        {
            plan.Stored.Add(plan.Storage(output.Node));
        }

        plan.Stored.UnionWith(FusionPlan.StackedValues(plan.Graph).Select(plan.Storage));
        for (var node = 0; node < plan.Graph.Nodes.Count; node++)
        {
            StoreWhatMustBe(plan, node);
        }

        for (var node = 0; node < plan.Graph.Nodes.Count; node++)
        {
            if (plan.GroupOf(node) is { } group && !plan.Stored.Contains(node) && IsNeededElsewhere(plan, node, group) &&
                !CanRecompute(plan, node))
            {
                plan.Stored.Add(node);
            }
        }
    }

    private static void StoreWhatMustBe(FusionPlan plan, int node)
    {
        var op = plan[node].Op;
        if (plan.IsView(node) || plan.IsLeaf(node))
        {
            return;
        }

        if (plan.GroupOf(node)?.Kind == FusionKind.Attention)
        {
            plan.Stored.Add(node);
        }

        for (var i = 0; i < plan[node].Operands.Count; i++)
        {
            var operand = plan[node].Operands[i];
            var storage = plan.Storage(operand);
            var mustBeStored = op is TensorOp.Contract or TensorOp.Permute or TensorOp.Slice or TensorOp.Pad or TensorOp.Repeat or TensorOp.Pick or
                    TensorOp.Gather or TensorOp.ScatterAdd or TensorOp.Attention or TensorOp.AttentionGradient or TensorOp.LogSumExp or TensorOp.Append ||
                plan.Value(operand) != storage ||
                (plan.GroupOf(node)?.Kind == FusionKind.Columns && op is TensorOp.Reduce reduce && reduce.Axis != plan[operand].Type.Rank - 2);
            if (mustBeStored && !plan.IsLeaf(storage))
            {
                plan.Stored.Add(storage);
            }
        }
    }

    private static bool IsNeededElsewhere(FusionPlan plan, int node, FusionGroup group) =>
        plan.ReadersOfStorage(node).Any(reader => plan.GroupOf(reader) != group);

    /// <summary>A cheap map of values that are at hand anyway, read by loops over the same rows and columns only.</summary>
    private static bool CanRecompute(FusionPlan plan, int node) =>
        plan[node].Op is TensorOp.Map map &&
        ScalarCost.Of(map.Function) <= ScalarCost.Cheap &&
        plan[node].Operands.All(operand => IsAtHand(plan, plan.Storage(operand)) && plan.Value(operand) == plan.Storage(operand)) &&
        ReadersMatch(plan, node);

    private static bool IsAtHand(FusionPlan plan, int node) => plan.IsLeaf(node) || plan.Stored.Contains(node);

    private static bool ReadersMatch(FusionPlan plan, int node)
    {
        var domain = plan.Domain(node);
        return plan.ReadersOfStorage(node).All(reader =>
        {
            var loop = plan.GroupOf(reader) is { Kind: FusionKind.Rows } rows ? rows.Domain : plan.Domain(reader);
            return plan[reader].Op is TensorOp.Map && (loop.Equals(domain) || FusionPlan.IsRowOf(domain, loop));
        });
    }
}
