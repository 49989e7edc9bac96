using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Adds the nodes of the primitives to a graph, checking shapes and element types.</summary>
internal sealed partial class TensorOperations
{
    private readonly LoweringContext context;

    public TensorOperations(LoweringContext context) => this.context = context;

    private TensorBuilder Builder => context.Builder;

    public TensorType TypeOf(int node) => Builder[node].Type;

    public int Constant(double value) => Builder.Add(new TensorOp.Constant(value), TensorType.Float(), context.Origin);

    /// <summary>A number in the shape of a tensor.</summary>
    public int FullLike(int node, int number) =>
        Builder.Add(new TensorOp.Map(Passes.ScalarNodes.Identity), Float(node), context.Origin, number);

    /// <summary>int32 1 where a comparison holds, otherwise 0.</summary>
    public int Compare(PrimitiveKind kind, int a, int b) => Map(ChoiceFunctions.Compare(kind, TypeOf(a).Element), a, b);

    /// <summary>The size of a dimension as a float, a constant where it is known.</summary>
    public int Size(Dimension size) => size.Value is { } value
        ? Constant(value)
        : Builder.Add(new TensorOp.Size(size), TensorType.Float(), context.Origin);

    /// <summary>A function of sizes and settings, computed once where it is needed.</summary>
    public int Number(ScalarFunction function, EquatableArray<Dimension> sizes)
    {
        var operands = sizes.Select((size, i) => Builder.Add(
            new TensorOp.Size(size), new TensorType(EquatableArray<Dimension>.Empty, function.Parameters[i].Type), context.Origin)).ToArray();
        return function.Body.Count == 0 ? operands[function.Results[0].Value]
            : Builder.Add(new TensorOp.Map(function), TensorType.Float(), context.Origin, operands);
    }

    public int Map(ScalarFunction function, params int[] operands)
    {
        if (function.Parameters.Count != operands.Length || function.Results.Count != 1)
        {
            throw context.Unsupported("'" + function.Name + "' takes " + function.Parameters.Count + " values and is given " + operands.Length);
        }

        for (var i = 0; i < operands.Length; i++)
        {
            if (TypeOf(operands[i]).Element != function.Parameters[i].Type)
            {
                throw context.Fail(
                    LoweringIds.ElementType,
                    context.Here + " needs " + Text(function.Parameters[i].Type) + " elements, but is given " + TypeOf(operands[i]));
            }
        }

        var shape = operands.Aggregate((Node: -1, Shape: EquatableArray<Dimension>.Empty), (so, operand) => Broadcast(so, operand));
        var type = new TensorType(shape.Shape, function.TypeOf(function.Results[0].Value));
        return Builder.Add(new TensorOp.Map(function), type, context.Origin, operands);
    }

    /// <summary>Combines along one axis (negative: from the end).</summary>
    public int Reduce(int node, Monoid monoid, int axis, bool keepDim)
    {
        var type = Float(node);
        axis = Axis(axis, type);
        var shape = type.Shape.ToArray();
        shape[axis] = Dimension.One;
        var reduced = Builder.Add(new TensorOp.Reduce(monoid, axis), TensorType.Float(shape), context.Origin, node);
        return keepDim ? reduced : Shape(reduced, TensorType.Float(type.Shape.Where((_, i) => i != axis).ToArray()));
    }

    /// <summary>The sum or mean over several axes.</summary>
    public int SumSeveral(int node, EquatableArray<Dimension> axes, bool keepDim, bool isMean)
    {
        var type = Float(node);
        var known = Axes(axes, type);
        var count = Dimension.Product(known.Select(axis => type.Shape[axis]));
        foreach (var axis in known.Reverse())
        {
            node = Reduce(node, Monoid.Sum, axis, keepDim: true);
        }

        node = keepDim ? node : Shape(node, TensorType.Float(type.Shape.Where((_, axis) => !known.Contains(axis)).ToArray()));
        return isMean ? Map(ArithmeticFunctions.Divide, node, Size(count)) : node;
    }

    /// <summary>
    /// The maximum over several axes. They are made one first, because ties share the gradient equally over all of them; axis by
    /// axis, a row of one maximum would get as much as a row of many.
    /// </summary>
    public int MaxSeveral(int node, EquatableArray<Dimension> axes, bool keepDim)
    {
        var type = Float(node);
        var known = Axes(axes, type);
        var kept = Enumerable.Range(0, type.Rank).Except(known).ToList();
        if (known.Count > 0)
        {
            var areNeighbours = known[known.Count - 1] - known[0] == known.Count - 1;
            var before = areNeighbours ? known[0] : kept.Count;
            var moved = areNeighbours ? node : Permute(node, kept.Concat(known).Select(axis => Dimension.Constant(axis)).ToEquatableArray());
            var shape = kept.Select(axis => type.Shape[axis]).ToList();
            shape.Insert(before, Dimension.Product(known.Select(axis => type.Shape[axis])));
            node = Reduce(Shape(moved, TensorType.Float(shape.ToArray())), Monoid.Max, before, keepDim: true);
        }

        return Shape(node, TensorType.Float(keepDim
            ? type.Shape.Select((size, axis) => known.Contains(axis) ? Dimension.One : size).ToArray()
            : kept.Select(axis => type.Shape[axis]).ToArray()));
    }

    /// <summary>The sum of all elements, axis by axis from the last.</summary>
    public int SumAll(int node)
    {
        for (var axis = Float(node).Rank - 1; axis >= 0; axis--)
        {
            node = Reduce(node, Monoid.Sum, axis, keepDim: true);
        }

        return Shape(node, TensorType.Float());
    }

    /// <summary>The largest of all elements.</summary>
    public int MaxAll(int node) =>
        MaxSeveral(node, Enumerable.Range(0, Float(node).Rank).Select(axis => Dimension.Constant(axis)).ToEquatableArray(), keepDim: false);

    /// <summary>The axes of a list, counted from the front, each once and in order.</summary>
    private IReadOnlyList<int> Axes(EquatableArray<Dimension> axes, TensorType type) => axes
        .Select(axis => axis.Value is { } value and > int.MinValue and < int.MaxValue
            ? Axis((int)value, type)
            : throw context.Unsupported("an axis must be known when the model is compiled"))
        .Distinct().OrderBy(axis => axis).ToList();

    public int Mean(int node, int? axis, bool keepDim)
    {
        var type = Float(node);
        return axis is { } one
            ? Map(ArithmeticFunctions.Divide, Reduce(node, Monoid.Sum, one, keepDim), Size(type.Shape[Axis(one, type)]))
            : Map(ArithmeticFunctions.Divide, SumAll(node), Size(type.Size));
    }

    public int Dropout(int node, double p)
    {
        var type = Float(node);
        if (!(p >= 0 && p < 1))
        {
            throw context.Unsupported("the probability of dropout must be from 0 to below 1");
        }

        var stream = context.NextDropout();
        if (!context.IsTraining || p == 0)
        {
            return node;
        }

        var random = Builder.Add(new TensorOp.Random(stream), type, context.Origin);
        return Map(ArithmeticFunctions.Dropout((float)p), node, random);
    }

    /// <summary>Dropout whose probability is a number that construction knows.</summary>
    public int Dropout(int node, int probability)
    {
        var type = Float(node);
        var stream = context.NextDropout();
        if (!context.IsTraining)
        {
            return node;
        }

        var random = Builder.Add(new TensorOp.Random(stream), type, context.Origin);
        var scale = Map(ArithmeticFunctions.DropoutScale, probability);
        return Map(ArithmeticFunctions.DropoutBy, node, random, probability, scale);
    }

    /// <summary>The node, which must have this type.</summary>
    public int Exactly(int node, TensorType type) => TypeOf(node).Equals(type)
        ? node
        : throw context.Fail(LoweringIds.ShapeMismatch, context.Here + " is " + TypeOf(node) + ", but the buffer is " + type);

    public int Detach(int node) => Builder.Add(new TensorOp.Detach(), TypeOf(node), context.Origin, node);

    /// <summary>The axis counted from the front.</summary>
    private int Axis(int axis, TensorType type) => axis >= -type.Rank && axis < type.Rank
        ? axis < 0 ? axis + type.Rank : axis
        : throw context.Fail(LoweringIds.Rank, context.Here + " uses axis " + axis + " of " + type + ", which has " + type.Rank + " dimensions");

    private TensorType Float(int node) => TypeOf(node) is { Element: ScalarType.Float32 } type
        ? type
        : throw context.Fail(LoweringIds.ElementType, context.Here + " needs float32 elements, but is given " + TypeOf(node));

    private int Shape(int node, TensorType type) =>
        TypeOf(node) == type ? node : Builder.Add(new TensorOp.Reshape(), type, context.Origin, node);

    private (int Node, bool IsTransposed) WithoutTranspose(int node)
    {
        if (Builder[node] is { Op: TensorOp.Permute permute } transpose)
        {
            var order = permute.Order.ToArray();
            var rank = order.Length;
            (order[rank - 1], order[rank - 2]) = (order[rank - 2], order[rank - 1]);
            if (order.SequenceEqual(Enumerable.Range(0, rank)))
            {
                return (transpose.Operands[0], true);
            }
        }

        return (node, false);
    }

    private (int Node, EquatableArray<Dimension> Shape) Broadcast((int Node, EquatableArray<Dimension> Shape) so, int operand)
    {
        var right = TypeOf(operand).Shape;
        if (so.Node < 0)
        {
            return (operand, right);
        }

        var left = so.Shape;
        var rank = Math.Max(left.Count, right.Count);
        var shape = new Dimension[rank];
        for (var fromEnd = 1; fromEnd <= rank; fromEnd++)
        {
            var a = fromEnd <= left.Count ? left[left.Count - fromEnd] : Dimension.One;
            var b = fromEnd <= right.Count ? right[right.Count - fromEnd] : Dimension.One;
            if (a != b && !a.IsOne && !b.IsOne)
            {
                throw Mismatch(
                    " combines " + TypeOf(so.Node) + " with " + TypeOf(operand), so.Node, TypeOf(so.Node).Rank - fromEnd, operand, right.Count - fromEnd);
            }

            shape[rank - fromEnd] = a.IsOne ? b : a;
        }

        return (left.Count >= right.Count ? so.Node : operand, shape.ToEquatableArray());
    }

    private LoweringException Mismatch(string does, int a, int axisA, int b, int axisB) => context.Fail(
        LoweringIds.ShapeMismatch,
        context.Here + does + ": " + TypeOf(a).Shape[axisA] + " comes from " + DimensionProvenance.Describe(context, a, axisA) + ", " +
        TypeOf(b).Shape[axisB] + " from " + DimensionProvenance.Describe(context, b, axisB));

    private LoweringException CountMismatch(TensorType type, IEnumerable<Dimension> sizes) => context.Fail(
        LoweringIds.ShapeMismatch,
        context.Here + " gives " + type + ", which has " + type.Size + " elements, the shape [" + string.Join(", ", sizes) + "]");

    private static string Text(ScalarType type) => type switch
    {
        ScalarType.Float32 => "float32",
        ScalarType.Int32 => "int32",
        var other => other.ToString().ToLowerInvariant(),
    };
}
