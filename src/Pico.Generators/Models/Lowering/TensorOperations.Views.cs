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
            if (Dimension.Product(sizes) != type.Size)
            {
                throw context.Unsupported("the -1 stands for " + rest + ", which is not simplified: write the size itself");
            }
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

    /// <summary>Dimension i of the result is dimension order[i].</summary>
    public int Permute(int node, EquatableArray<Dimension> order)
    {
        var type = TypeOf(node);
        var axes = order.Select(axis => axis.Value is { } known and > int.MinValue and < int.MaxValue
            ? Axis((int)known, type)
            : throw context.Unsupported("an axis must be known when the model is compiled")).ToList();
        if (axes.Count != type.Rank || axes.Distinct().Count() != type.Rank)
        {
            throw context.Fail(LoweringIds.Rank, context.Here + " orders the dimensions of " + type + " as [" + string.Join(", ", order) + "], which is not each once");
        }

        var shape = axes.Select(axis => type.Shape[axis]).ToEquatableArray();
        return axes.SequenceEqual(Enumerable.Range(0, type.Rank))
            ? node
            : Builder.Add(new TensorOp.Permute(axes.ToEquatableArray()), type with { Shape = shape }, context.Origin, node);
    }

    /// <summary>Repeats dimensions of size one; -1 keeps a dimension.</summary>
    public int Expand(int node, EquatableArray<Dimension> sizes)
    {
        var type = Float(node);
        var added = sizes.Count - type.Rank;
        var shape = sizes.Select((size, axis) => size.Value == -1 && axis >= added && added >= 0 ? type.Shape[axis - added] : size).ToArray();
        for (var axis = 0; axis < type.Rank; axis++)
        {
            if (added < 0 || (!type.Shape[axis].IsOne && type.Shape[axis] != shape[axis + added]))
            {
                throw context.Fail(
                    LoweringIds.ShapeMismatch,
                    context.Here + " expands " + type + " to [" + string.Join(", ", sizes) + "]: " + type.Shape[axis] + " comes from " +
                    DimensionProvenance.Describe(context, node, axis));
            }
        }

        if (shape.Any(size => size.Value is <= 0))
        {
            throw context.Unsupported("a size must be positive, or -1 for a dimension that stays");
        }

        foreach (var size in shape)
        {
            context.Require(Dimension.One, size);
        }

        return Repeated(node, shape);
    }

    /// <summary>Two tensors one behind the other.</summary>
    public int Concat(int a, int b, int axis)
    {
        var (first, second) = (Float(a), Float(b));
        axis = Axis(axis, first);
        if (first.Rank != second.Rank)
        {
            throw context.Fail(LoweringIds.Rank, context.Here + " joins " + first + " and " + second + ", which must have as many dimensions");
        }

        for (var other = 0; other < first.Rank; other++)
        {
            if (other != axis && first.Shape[other] != second.Shape[other])
            {
                throw Mismatch(" joins " + first + " and " + second + " along dimension " + axis, a, other, b, other);
            }
        }

        var shape = first.Shape.Select((size, i) => i == axis ? size + second.Shape[i] : size).ToArray();
        var front = Builder.Add(new TensorOp.Pad(axis, Dimension.Constant(0)), TensorType.Float(shape), context.Origin, a);
        var back = Builder.Add(new TensorOp.Pad(axis, first.Shape[axis]), TensorType.Float(shape), context.Origin, b);
        return Map(ArithmeticFunctions.Add, front, back);
    }

    /// <summary>The node with its dimensions of size one repeated.</summary>
    private int Repeated(int node, Dimension[] shape) => TypeOf(node).Shape.SequenceEqual(shape)
        ? node
        : Builder.Add(new TensorOp.Map(Passes.ScalarNodes.Identity), TensorType.Float(shape), context.Origin, node);
}
