using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Lowers a permutation, a slice, its transpose or a repetition to a copy with strides. Dimensions that lie together in both
/// layouts become one, so that the innermost run is as long as it can be.
/// </summary>
internal static class LowerCopy
{
    private static readonly Dimension Zero = Dimension.Constant(0);

    public static IEnumerable<LoopStep> Run(LowerLoops lowering, FusionGroup group)
    {
        var self = group.Nodes[0];
        var node = lowering.Plan[self];
        var operand = node.Operands[0];
        var read = lowering.Plan[operand].Type;
        var (from, to) = (Strides(read), Strides(lowering.Buffers[lowering.Buffers.Of(self)].Shape));
        var (shape, sourceOffset, source, destinationOffset) = node.Op switch
        {
            TensorOp.Permute permute => (node.Type.Shape, Zero, permute.Order.Select(axis => from[axis]).ToArray(), Zero),
            TensorOp.Slice slice => (node.Type.Shape, slice.Start * from[slice.Axis], from, Zero),
            TensorOp.Pad pad => (read.Shape, Zero, from, pad.Start * to[pad.Axis]),
            TensorOp.Append append => (read.Shape, Zero, from, append.Past * to[append.Axis]),
            TensorOp.Repeat => (node.Type.Shape, Zero, from.Select((stride, axis) => read.Shape[axis].IsOne ? Zero : stride).ToArray(), Zero),
            _ => throw new System.InvalidOperationException("not a change of layout: " + node.Op),
        };
        var axes = Coalesce(shape, source, to);
        yield return new LoopStep.Copy(
            lowering.StepName(group.Nodes),
            lowering.Origins(group.Nodes),
            axes.Select(axis => axis.Size).ToEquatableArray(),
            new CopyLayout(lowering.Buffers.Of(lowering.Plan.Storage(operand)), sourceOffset, axes.Select(axis => axis.Source).ToEquatableArray()),
            new CopyLayout(lowering.Buffers.Of(self), destinationOffset, axes.Select(axis => axis.Destination).ToEquatableArray()),
            node.Op is TensorOp.Pad);
    }

    /// <summary>At least two axes: what is split over threads, and an innermost run.</summary>
    private static List<(Dimension Size, Dimension Source, Dimension Destination)> Coalesce(
        EquatableArray<Dimension> shape, Dimension[] source, Dimension[] destination)
    {
        var axes = new List<(Dimension Size, Dimension Source, Dimension Destination)>();
        for (var axis = 0; axis < shape.Count; axis++)
        {
            if (shape[axis].IsOne)
            {
                continue;
            }

            var (size, read, written) = (shape[axis], source[axis], destination[axis]);
            if (axes.Count > 0 && axes[axes.Count - 1] is var outer && outer.Source == read * size && outer.Destination == written * size)
            {
                axes.RemoveAt(axes.Count - 1);
                size = outer.Size * size;
            }

            axes.Add((size, read, written));
        }

        while (axes.Count < 2)
        {
            axes.Insert(0, (Dimension.One, axes.Count == 0 ? Dimension.One : Zero, axes.Count == 0 ? Dimension.One : Zero));
        }

        return axes;
    }

    /// <summary>Row-major strides in elements.</summary>
    private static Dimension[] Strides(TensorType type)
    {
        var strides = new Dimension[type.Rank];
        var stride = Dimension.One;
        for (var axis = type.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= type.Shape[axis];
        }

        return strides;
    }
}
