using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Lowers a permutation, a slice or its transpose to a copy with strides.</summary>
internal static class LowerCopy
{
    public static IEnumerable<LoopStep> Run(LowerLoops lowering, FusionGroup group)
    {
        var self = group.Nodes[0];
        var node = lowering.Plan[self];
        var operand = node.Operands[0];
        var source = lowering.Buffers.Of(lowering.Plan.Storage(operand));
        var destination = lowering.Buffers.Of(self);
        var from = Strides(lowering.Plan[operand].Type);
        var to = Strides(node.Type);
        var zero = Dimension.Constant(0);
        var (name, origins) = (lowering.StepName(group.Nodes), lowering.Origins(group.Nodes));
        yield return node.Op switch
        {
            TensorOp.Permute permute => new LoopStep.Copy(
                name,
                origins,
                node.Type.Shape,
                new CopyLayout(source, zero, permute.Order.Select(axis => from[axis]).ToEquatableArray()),
                new CopyLayout(destination, zero, to),
                false),
            TensorOp.Slice slice => new LoopStep.Copy(
                name,
                origins,
                node.Type.Shape,
                new CopyLayout(source, slice.Start * from[slice.Axis], from),
                new CopyLayout(destination, zero, to),
                false),
            TensorOp.Pad pad => new LoopStep.Copy(
                name,
                origins,
                lowering.Plan[operand].Type.Shape,
                new CopyLayout(source, zero, from),
                new CopyLayout(destination, pad.Start * to[pad.Axis], to),
                true),
            _ => throw new System.InvalidOperationException("not a change of layout: " + node.Op),
        };
    }

    /// <summary>Row-major strides in elements.</summary>
    private static EquatableArray<Dimension> Strides(TensorType type)
    {
        var strides = new Dimension[type.Rank];
        var stride = Dimension.One;
        for (var axis = type.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= type.Shape[axis];
        }

        return strides.ToEquatableArray();
    }
}
