using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

internal sealed partial class TensorOperations
{
    /// <summary>One element per row: [..., C] and int32 [...] give [...].</summary>
    public int Pick(int node, int indices, Dimension? ignored)
    {
        var type = Float(node);
        var index = TypeOf(indices);
        RequireIndices(indices, " picks by ");
        if (index.Rank != type.Rank - 1)
        {
            throw context.Fail(
                LoweringIds.Rank, context.Here + " picks from " + type + " by " + index + ", which must have one dimension less");
        }

        for (var axis = 0; axis < index.Rank; axis++)
        {
            if (index.Shape[axis] != type.Shape[axis])
            {
                throw Mismatch(" picks from " + type + " by " + index, node, axis, indices, axis);
            }
        }

        var column = Shape(indices, TensorType.Int(index.Shape.Concat(new[] { Dimension.One }).ToArray()));
        var picked = Builder.Add(new TensorOp.Pick(ignored), TensorType.Float(TypeOf(column).Shape.ToArray()), context.Origin, node, column);
        return Shape(picked, TensorType.Float(index.Shape.ToArray()));
    }

    /// <summary>The rows of a table: [V, C] and int32 [...] give [..., C].</summary>
    public int Gather(int table, int indices)
    {
        var type = Float(table);
        if (type.Rank != 2)
        {
            throw context.Fail(LoweringIds.Rank, context.Here + " chooses rows of " + type + ", which must have two dimensions");
        }

        RequireIndices(indices, " chooses rows by ");
        var index = TypeOf(indices);
        return Builder[indices].Op is TensorOp.Iota
            ? Slice(table, 0, Dimension.Constant(0), index.Shape[0])
            : Builder.Add(new TensorOp.Gather(), TensorType.Float(index.Shape.Concat(type.Shape.Skip(1)).ToArray()), context.Origin, table, indices);
    }

    /// <summary>0, 1, … along the last dimension: int32 [time].</summary>
    public int Positions(int node)
    {
        var type = TypeOf(node);
        return type.Rank > 0
            ? Builder.Add(new TensorOp.Iota(), TensorType.Int(type.Shape[type.Rank - 1]), context.Origin)
            : throw context.Fail(LoweringIds.Rank, context.Here + " counts along the last dimension of " + type + ", which has none");
    }

    /// <summary>Indices come from the caller, who is held to their range, or count what there is.</summary>
    private void RequireIndices(int node, string does)
    {
        if (TypeOf(node).Element != ScalarType.Int32)
        {
            throw context.Fail(LoweringIds.ElementType, context.Here + does + TypeOf(node) + ", but indices must be int32");
        }

        var source = node;
        while (Builder[source].Op is TensorOp.Reshape or TensorOp.Permute or TensorOp.Slice)
        {
            source = Builder[source].Operands[0];
        }

        if (Builder[source].Op is not TensorOp.Input && (source != node || Builder[source].Op is not TensorOp.Iota))
        {
            throw context.Unsupported("indices must be an int32 input, or a part, a transpose or another shape of one");
        }
    }
}
