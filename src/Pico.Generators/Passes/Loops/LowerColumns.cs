using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Lowers reductions along an axis other than the last, with the maps that only they read, to one loop.</summary>
internal sealed class LowerColumns
{
    private readonly LowerLoops lowering;
    private readonly FusionPlan plan;
    private readonly FusionGroup group;

    public LowerColumns(LowerLoops lowering, FusionGroup group)
    {
        this.lowering = lowering;
        this.group = group;
        plan = lowering.Plan;
    }

    public IEnumerable<LoopStep> Run()
    {
        var first = plan[group.Nodes[0]];
        var axis = ((TensorOp.Reduce)first.Op).Axis;
        var shape = plan[first.Operands[0]].Type.Shape;
        var body = new BodyBuilder(plan, lowering.Names, "element", Source);
        var finish = new BodyBuilder(plan, lowering.Names, "finish", (operand, _) =>
            new LoopSource.RowValue(lowering.Names.Of(operand), ScalarType.Float32));
        foreach (var node in group.Nodes)
        {
            var reduce = (TensorOp.Reduce)plan[node].Op;
            body.Add(plan[node].Operands[0], new LoopSink.Reduce(reduce.Monoid, lowering.Names.Of(node)));
            foreach (var sink in lowering.SinksOf(node))
            {
                finish.Add(node, sink);
            }
        }

        yield return new LoopStep.ColumnLoop(
            lowering.StepName(group.Nodes),
            lowering.Origins(group.Nodes),
            Dimension.Product(shape.Take(axis)),
            shape[axis],
            Dimension.Product(shape.Skip(axis + 1)),
            body.Build(),
            finish.Build(),
            JoinColumnTotals.CouldJoin(shape, axis));
    }

    private LoopSource? Source(int operand, TensorNode reader)
    {
        var value = plan.Value(operand);
        if (plan[value].Op is TensorOp.Constant || (plan[value].Op is TensorOp.Map && !plan.IsNumber(value) && !plan.Stored.Contains(value)))
        {
            return null;
        }

        // What is itself reduced stands for its own reader: it is read where it lies, whatever lies behind the axis.
        return ReferenceEquals(reader, plan[operand]) ? LoadWhole(operand) : lowering.Load(operand, reader);
    }

    private LoopSource LoadWhole(int operand)
    {
        if (plan.IsLeaf(operand) && !plan.IsMemory(operand))
        {
            return lowering.Load(operand, plan[operand]);
        }

        var columns = group.Domain.Columns;
        var access = new LoopAccess(LoopRow.Same, Dimension.One, Dimension.One, columns, !columns.IsOne);
        return new LoopSource.Load(lowering.Buffers.Of(plan.Storage(operand)), access);
    }
}
