using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Walks a graph back to what introduced a dimension, for messages.</summary>
internal static class DimensionProvenance
{
    /// <summary>Such as <c>'0.weight' of Linear(784, 128)</c>; the axis counts from the front.</summary>
    public static string Describe(LoweringContext context, int node, int axis)
    {
        var builder = context.Builder;
        while (true)
        {
            var current = builder[node];
            switch (current.Op)
            {
                case TensorOp.Input input:
                    return "the input '" + input.Name + "'";
                case TensorOp.Parameter parameter:
                    return context.Model.DescribeParameter(parameter.Index);
                case TensorOp.Permute permute:
                    axis = permute.Order[axis];
                    node = current.Operands[0];
                    continue;
                case TensorOp.Contract contract when axis >= current.Type.Rank - 2:
                    var isColumn = axis == current.Type.Rank - 1;
                    var transposed = isColumn ? contract.TransposeB : contract.TransposeA;
                    node = current.Operands[isColumn ? 1 : 0];
                    var rank = builder[node].Type.Rank;
                    axis = isColumn != transposed ? rank - 1 : rank - 2;
                    continue;
                case TensorOp.Gather when axis == current.Type.Rank - 1:
                    axis = 1;
                    node = current.Operands[0];
                    continue;
                case TensorOp.Gather:
                    node = current.Operands[1];
                    continue;
                case TensorOp.Contract or TensorOp.Reduce or TensorOp.Attention or TensorOp.Detach or TensorOp.Pick:
                    node = current.Operands[0];
                    continue;
                case TensorOp.Map:
                    var size = current.Type.Shape[axis];
                    var fromEnd = current.Type.Rank - axis;
                    var source = current.Operands.FirstOrDefault(
                        operand => builder[operand].Type is var type && type.Rank >= fromEnd && type.Shape[type.Rank - fromEnd] == size, -1);
                    if (source < 0)
                    {
                        break;
                    }

                    node = source;
                    axis = builder[node].Type.Rank - fromEnd;
                    continue;
                case TensorOp.Slice slice when slice.Axis != axis:
                    node = current.Operands[0];
                    continue;
            }

            return current.Origin >= 0 ? "'" + context.Model.SourceOf(current.Origin).Text + "'" : "a constant";
        }
    }

    private static int FirstOrDefault(this EquatableArray<int> items, System.Func<int, bool> predicate, int otherwise)
    {
        foreach (var item in items)
        {
            if (predicate(item))
            {
                return item;
            }
        }

        return otherwise;
    }
}
