using System.Collections.Generic;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// What one step computes and what it loads, given which values are to be computed again by whoever reads them. A loop or an
/// epilogue computes what its results need, down to values in memory.
/// </summary>
internal sealed class GroupWork
{
    private readonly FusionPlan plan;
    private readonly FusionGroup group;
    private readonly System.Func<int, bool> isComputedAgain;
    private readonly List<(int Node, bool Answer)> results = new(), choices = new(); // what was asked

    private GroupWork(FusionPlan plan, FusionGroup group, System.Func<int, bool> isComputedAgain)
    {
        this.plan = plan;
        this.group = group;
        this.isComputedAgain = isComputedAgain;
        Domain = group.Kind == FusionKind.Columns ? plan.Domain(plan[group.Nodes[0]].Operands[0]) : group.Domain;
    }

    /// <summary>What it goes over.</summary>
    public LoopDomain Domain { get; }

    /// <summary>The nodes that the step computes, its own and those of others.</summary>
    public HashSet<int> Computed { get; } = new();

    /// <summary>The nodes whose memory it reads.</summary>
    public HashSet<int> Loaded { get; } = new();

    /// <summary>Whether it can: a loop computes only elements of its own rows and columns, and values of its own rows.</summary>
    public bool IsPossible { get; private set; } = true;

    /// <summary>What a step does to have its results. <paramref name="isStored"/>: those of its nodes that are stored.</summary>
    public static GroupWork Of(FusionPlan plan, FusionGroup group, System.Func<int, bool> isStored, System.Func<int, bool> isComputedAgain)
    {
        var work = new GroupWork(plan, group, isComputedAgain);
        foreach (var node in group.Nodes)
        {
            var isResult = isStored(node);
            work.results.Add((node, isResult));
            if (isResult || plan.IsOutput(node) || plan[node].Op.HasEpilogue)
            {
                work.Compute(node);
            }
        }

        return work;
    }

    /// <summary>Whether the step does just this with other choices too: those that it asked for are the same.</summary>
    public bool IsSameWith(bool[] stored, bool[] computedAgain) => AreSame(results, stored) && AreSame(choices, computedAgain);

    private static bool AreSame(List<(int Node, bool Answer)> asked, bool[] answers)
    {
        foreach (var (node, answer) in asked)
        {
            if (answers[node] != answer)
            {
                return false;
            }
        }

        return true;
    }

    private void Compute(int node)
    {
        if (!Computed.Add(node))
        {
            return;
        }

        foreach (var operand in plan[node].Operands)
        {
            Read(operand);
        }
    }

    private void Read(int operand)
    {
        var value = plan.Value(operand);
        var maker = plan.GroupOf(value);
        if (maker == group)
        {
            Compute(value);
        }
        else if (plan.IsLeaf(value))
        {
            Loaded.Add(plan.Storage(value));
        }
        else if (plan[value].Op is TensorOp.Map && (maker is null || IsComputedAgain(value)))
        {
            IsPossible &= plan.Domain(value).Equals(Domain) || FusionPlan.IsRowOf(plan.Domain(value), Domain);
            Compute(value);
        }
        else
        {
            Loaded.Add(plan.Storage(value));
        }
    }

    private bool IsComputedAgain(int value)
    {
        var answer = isComputedAgain(value);
        choices.Add((value, answer));
        return answer;
    }
}
