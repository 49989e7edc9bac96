using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

internal sealed partial class TensorOperations
{
    public int Transpose(int node, int first, int second)
    {
        var type = TypeOf(node);
        if (type.Rank < 2)
        {
            throw context.Fail(LoweringIds.Rank, context.Here + " exchanges two dimensions of " + type + ", which has fewer");
        }

        first = Axis(first, type);
        second = Axis(second, type);
        if (first == second)
        {
            return node;
        }

        var order = Enumerable.Range(0, type.Rank).ToArray();
        (order[first], order[second]) = (second, first);

        // A transpose of the same transpose is the tensor itself.
        if (Builder[node] is { Op: TensorOp.Permute inner, Operands: { Count: 1 } operands } && inner.Order.SequenceEqual(order))
        {
            return operands[0];
        }

        var shape = order.Select(axis => type.Shape[axis]).ToEquatableArray();
        return Builder.Add(new TensorOp.Permute(order.ToEquatableArray()), new TensorType(shape, type.Element), context.Origin, node);
    }

    public int Reshape(int node, EquatableArray<Dimension> sizes)
    {
        var type = TypeOf(node);
        var open = sizes.Count(size => size.Value == -1);
        if (open > 1 || sizes.Any(size => size.Value is 0 or < -1))
        {
            throw context.Unsupported("the sizes must be positive, except for one -1 that stands for what remains");
        }

        var known = Dimension.Product(sizes.Where(size => size.Value != -1));
        if (open == 1)
        {
            var rest = Dimension.Divide(type.Size, known, out var isCertain);
            if (!isCertain)
            {
                if (rest.Symbols.Any() is false)
                {
                    throw CountMismatch(type, sizes);
                }

                context.Model.RequireDivides(type.Size, known, context);
            }

            sizes = sizes.Select(size => size.Value == -1 ? rest : size).ToEquatableArray();
        }
        else if (known != type.Size)
        {
            throw CountMismatch(type, sizes);
        }

        return Shape(node, type with { Shape = sizes });
    }

    /// <summary>One dimension as several.</summary>
    public int Unflatten(int node, int axis, EquatableArray<Dimension> sizes)
    {
        var type = TypeOf(node);
        axis = Axis(axis, type);
        if (sizes.Any(size => size.Value is <= 0) || Dimension.Product(sizes) != type.Shape[axis])
        {
            throw context.Fail(
                LoweringIds.ShapeMismatch,
                context.Here + " splits dimension " + axis + " of " + type + " into [" + string.Join(", ", sizes) + "]: " + type.Shape[axis] +
                " comes from " + DimensionProvenance.Describe(context, node, axis));
        }

        return Shape(node, type with { Shape = type.Shape.Take(axis).Concat(sizes).Concat(type.Shape.Skip(axis + 1)).ToEquatableArray() });
    }

    /// <summary>Several neighbouring dimensions as one.</summary>
    public int Flatten(int node, int first, int last)
    {
        var type = TypeOf(node);
        (first, last) = (Axis(first, type), Axis(last, type));
        if (first > last)
        {
            throw context.Unsupported("the first dimension must not lie behind the last");
        }

        var size = Dimension.Product(type.Shape.Skip(first).Take(last - first + 1));
        return Shape(node, type with { Shape = type.Shape.Take(first).Concat(new[] { size }).Concat(type.Shape.Skip(last + 1)).ToEquatableArray() });
    }

    public int Slice(int node, int axis, Dimension start, Dimension length)
    {
        var type = TypeOf(node);
        axis = Axis(axis, type);
        var rest = type.Shape[axis] - start - length;
        if (start.Value is < 0 || length.Value is <= 0 || rest.Value is < 0)
        {
            throw context.Fail(
                LoweringIds.ShapeMismatch,
                context.Here + " takes " + length + " elements from " + start + " of dimension " + axis + " of " + type + ": " + type.Shape[axis] +
                " comes from " + DimensionProvenance.Describe(context, node, axis));
        }

        // What symbols leave open is demanded of each call.
        context.Require(Dimension.Constant(0), start);
        context.Require(Dimension.One, length);
        context.Require(start + length, type.Shape[axis]);
        var shape = type.Shape.ToArray();
        shape[axis] = length;
        return Builder.Add(new TensorOp.Slice(axis, start), type with { Shape = shape.ToEquatableArray() }, context.Origin, node);
    }
}
