using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Gathers nodes into steps, greedily and in order: elementwise work joins the loop or product that makes its operands,
/// reductions join the loop that makes their rows, and loops over the same rows that read the same values become one.
/// </summary>
internal sealed class FuseLoops
{
    private readonly FusionPlan plan;

    private FuseLoops(TensorGraph graph) => plan = new FusionPlan(graph);

    public static FusionPlan Run(TensorGraph graph)
    {
        var fuse = new FuseLoops(graph);
        fuse.Gather();
        MergeRowLoops.Run(fuse.plan);
        JoinColumnTotals.Run(fuse.plan);
        fuse.plan.Sort();
        return fuse.plan;
    }

    private void Gather()
    {
        for (var node = 0; node < plan.Graph.Nodes.Count; node++)
        {
            if (plan.IsLeaf(node) || plan.IsView(node) || IsAbsorbedByColumns(node))
            {
                continue;
            }

            var group = plan[node].Op switch
            {
                TensorOp.Contract => Open(node, FusionKind.Product, plan.Domain(node)),
                TensorOp.Convolution or TensorOp.ConvolutionImages or TensorOp.ConvolutionFilters => Open(node, FusionKind.Convolution, plan.Domain(node)),
                TensorOp.Pool or TensorOp.PoolGradient => Open(node, FusionKind.Pool, plan.Domain(node)),
                TensorOp.Permute or TensorOp.Slice or TensorOp.Pad or TensorOp.Repeat or TensorOp.Append => Open(node, FusionKind.Copy, plan.Domain(node)),
                TensorOp.Attention or TensorOp.AttentionGradient or TensorOp.LogSumExp => AttentionGroup(node),
                TensorOp.ScatterAdd => Open(node, FusionKind.Scatter, plan.Domain(node)),
                TensorOp.Reduce when !plan.IsAlongRow(node) => ColumnsGroup(node),
                TensorOp.Reduce => RowsGroup(node, plan.Domain(plan[node].Operands[0])),
                TensorOp.Pick => RowsGroup(node, plan.Domain(plan[node].Operands[0])),
                _ => MapGroup(node),
            };
            Place(node, group);
        }
    }

    /// <summary>
    /// A map that only a reduction down the columns reads is computed inside that loop (whose rows and columns are then its own).
    /// </summary>
    private bool IsAbsorbedByColumns(int node)
    {
        if (plan[node].Op is not TensorOp.Map || plan.IsOutput(node))
        {
            return false;
        }

        var readers = Readers(node);
        if (readers.Count != 1)
        {
            return false;
        }

        var reader = readers[0];
        return plan[reader].Repetition == plan[node].Repetition && plan[reader].Op switch
        {
            TensorOp.Reduce reduce => !plan.IsAlongRow(reader) && IsOverRows(reader, reduce),
            TensorOp.Map => plan.Domain(reader).Equals(plan.Domain(node)) && IsAbsorbedByColumns(reader),
            _ => false,
        };
    }

    /// <summary>Whether the axis is the one before the last, so that the loop's columns are the tensor's.</summary>
    private bool IsOverRows(int node, TensorOp.Reduce reduce) => reduce.Axis == plan[plan[node].Operands[0]].Type.Rank - 2;

    /// <summary>The nodes that read a value, through views; a view that moves elements counts as a reader itself.</summary>
    private List<int> Readers(int node) => plan.Users(node)
        .SelectMany(user => plan.IsView(user) && plan.Value(user) == plan.Value(node) ? Readers(user) : new List<int> { user })
        .Distinct()
        .ToList();

    private FusionGroup Open(int node, FusionKind kind, LoopDomain domain)
    {
        var group = new FusionGroup(kind, domain, plan[node].Repetition, plan.Graph.Again(node), plan.Groups);
        plan.Groups.Add(group);
        return group;
    }

    private void Place(int node, FusionGroup group)
    {
        foreach (var read in plan.OperandGroups(node))
        {
            if (read != group)
            {
                group.Reads.Add(read);
            }
        }

        var domain = plan[node].Op is TensorOp.Reduce or TensorOp.Pick && group.Kind == FusionKind.Rows
            ? plan.Domain(plan[node].Operands[0])
            : plan.Domain(node);
        if (group.Kind == FusionKind.Rows && group.Domain.Columns.IsOne)
        {
            group.Domain = domain;
        }

        plan.Assign(node, group);
    }

    /// <summary>What an attention keeps for its backward pass belongs to its step; the gradients of one attention are one step.</summary>
    private FusionGroup AttentionGroup(int node)
    {
        var sibling = plan[node].Op switch
        {
            TensorOp.LogSumExp => plan.GroupOf(plan[node].Operands[0]),
            TensorOp.AttentionGradient => plan.Groups.LastOrDefault(group => group.Kind == FusionKind.Attention &&
                plan[group.Nodes[0]] is { Op: TensorOp.AttentionGradient } other && other.Operands.Equals(plan[node].Operands)),
            _ => null,
        };
        return sibling ?? Open(node, FusionKind.Attention, plan.Domain(node));
    }

    private FusionGroup MapGroup(int node)
    {
        var domain = plan.Domain(node);
        var product = OperandValues(node)
            .Select(plan.GroupOf)
            .LastOrDefault(group => group is { Kind: FusionKind.Product or FusionKind.Convolution } && group.Domain.Equals(domain) && plan.CanJoin(node, group));
        return product ?? RowsGroup(node, domain);
    }

    private FusionGroup RowsGroup(int node, LoopDomain domain)
    {
        bool Fits(FusionGroup? group) => group is { Kind: FusionKind.Rows } && group.Domain.Rows == domain.Rows &&
            (group.Domain.Columns == domain.Columns || group.Domain.Columns.IsOne || domain.Columns.IsOne) && plan.CanJoin(node, group);

        var maker = OperandValues(node).Select(plan.GroupOf).LastOrDefault(Fits);
        if (maker is not null)
        {
            return maker;
        }

        // A loop over the same rows that reads one of the same stored values: they pass the memory once.
        var operands = new HashSet<int>(plan[node].Operands.Select(plan.Storage).Where(operand => plan[operand].Type.Rank > 0));
        var sibling = plan.Groups.LastOrDefault(group => Fits(group) && !group.Domain.Columns.IsOne &&
            group.Nodes.Any(other => plan[other].Operands.Any(operand => operands.Contains(plan.Storage(operand)) &&
                plan[operand].Type.Rank > 0 && plan.Domain(operand).Equals(domain))));
        return sibling ?? Open(node, FusionKind.Rows, domain);
    }

    private FusionGroup ColumnsGroup(int node)
    {
        var operand = plan[plan[node].Operands[0]].Type;
        var axis = ((TensorOp.Reduce)plan[node].Op).Axis;
        bool Fits(FusionGroup group) => group.Kind == FusionKind.Columns && plan.CanJoin(node, group) && !plan.OperandGroups(node).Contains(group) &&
            plan[group.Nodes[0]].Op is TensorOp.Reduce other && other.Axis == axis &&
            plan[plan[group.Nodes[0]].Operands[0]].Type.Shape.Equals(operand.Shape);
        var sibling = plan.Groups.LastOrDefault(Fits);
        var rows = Dimension.Product(operand.Shape.Take(axis));
        var columns = Dimension.Product(operand.Shape.Skip(axis + 1));
        return sibling ?? Open(node, FusionKind.Columns, new LoopDomain(rows, columns));
    }

    private IEnumerable<int> OperandValues(int node) => plan[node].Operands.Select(plan.Value);
}
