using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Decides which values are stored. What leaves the graph and what a product, a copy or a pick reads from memory has to be;
/// a map that another step needs is stored, or computed again by all who read it, whichever makes the whole plan cheaper.
/// </summary>
internal sealed class ChooseSavedValues
{
    // Changing one choice can make another worth changing; it seldom takes more than two rounds.
    private const int MostRounds = 4;

    private readonly FusionPlan plan;
    private readonly PlanCost cost;
    private readonly HashSet<int> forced = new();
    private readonly bool[] computedAgain;

    private ChooseSavedValues(FusionPlan plan)
    {
        this.plan = plan;
        computedAgain = new bool[plan.Graph.Nodes.Count];
        FindForced();
        cost = new PlanCost(plan, forced);
    }

    public static void Run(FusionPlan plan)
    {
        var stored = new ChooseSavedValues(plan).Search();
        plan.Stored.UnionWith(Enumerable.Range(0, stored.Length).Where(node => stored[node]));

        // A step whose values are all computed again elsewhere has nothing left to do.
        plan.Groups.RemoveAll(group => !group.Nodes.Any(node => plan.Stored.Contains(node) || plan.IsOutput(node)));
    }

    /// <summary>Changes one choice after the other as long as that makes the plan cheaper; what is stored in the end.</summary>
    private bool[] Search()
    {
        var isCandidate = Enumerable.Range(0, plan.Graph.Nodes.Count).Select(IsCandidate).ToArray();
        var (best, stored) = cost.Of(computedAgain);
        for (var round = 0; round < MostRounds; round++)
        {
            // What went along with a choice may be worth storing after all: the mean of a row, say.
            var isBetter = false;
            foreach (var node in Enumerable.Range(0, computedAgain.Length).Where(node => isCandidate[node] || computedAgain[node]).ToList())
            {
                var change = computedAgain[node] ? new List<int> { node } : WithUnstoredOperands(node, stored!);
                Toggle(change);
                var (tried, needed) = cost.Of(computedAgain);
                if (tried < best)
                {
                    (best, stored, isBetter) = (tried, needed, true);
                }
                else
                {
                    Toggle(change);
                }
            }

            if (!isBetter)
            {
                break;
            }
        }

        return stored!;
    }

    private void Toggle(List<int> nodes) => nodes.ForEach(node => computedAgain[node] = !computedAgain[node]);

    /// <summary>A map that is computed again takes with it the maps it is made of that are not stored either.</summary>
    private List<int> WithUnstoredOperands(int node, bool[] stored)
    {
        var all = new List<int>();
        void Take(int value)
        {
            all.Add(value);
            foreach (var operand in plan[value].Operands.Select(plan.Value))
            {
                if (CanBeComputedAgain(operand) && !stored[operand] && !computedAgain[operand] && !all.Contains(operand))
                {
                    Take(operand);
                }
            }
        }

        Take(node);
        return all;
    }

    private bool IsCandidate(int node) => CanBeComputedAgain(node) && plan.ReadersOfStorage(node).Any(reader => plan.GroupOf(reader) != plan.GroupOf(node));

    /// <summary>A map whose operands lie, where they are read, at the iteration's own place.</summary>
    private bool CanBeComputedAgain(int node) => plan[node].Op is TensorOp.Map && plan.GroupOf(node) is not null && !forced.Contains(node) &&
        !plan.IsOutput(node) && plan[node].Operands.All(operand => plan.Value(operand) == plan.Storage(operand));

    private void FindForced()
    {
        forced.UnionWith(plan.Graph.Outputs.Where(output => output.Parameter < 0).Select(output => plan.Storage(output.Node)));
        forced.UnionWith(FusionPlan.StackedValues(plan.Graph).Select(plan.Storage));
        for (var node = 0; node < plan.Graph.Nodes.Count; node++)
        {
            if (plan.IsView(node) || plan.IsLeaf(node))
            {
                continue;
            }

            if (plan.GroupOf(node)?.Kind is FusionKind.Attention or FusionKind.Copy or FusionKind.Pool)
            {
                forced.Add(node);
            }

            forced.UnionWith(plan[node].Operands.Where(operand => MustBeStored(node, operand)).Select(plan.Storage).Where(storage => !plan.IsLeaf(storage)));
        }
    }

    private bool MustBeStored(int node, int operand) =>
        plan[node].Op is not (TensorOp.Map or TensorOp.Reduce) ||
        plan.Value(operand) != plan.Storage(operand) ||
        (plan.GroupOf(node)?.Kind == FusionKind.Columns && plan[node].Op is TensorOp.Reduce reduce && reduce.Axis != plan[operand].Type.Rank - 2);
}
