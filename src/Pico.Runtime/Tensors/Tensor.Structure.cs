namespace Pico;

public sealed partial class Tensor
{
    /// <summary>The matrix product: [..., M, K] times [..., K, N] is [..., M, N]; leading dimensions broadcast.</summary>
    /// <param name="other">The right operand, of the same floating-point type.</param>
    /// <exception cref="ArgumentException">Types or inner dimensions differ, or an operand has fewer than two dimensions.</exception>
    [Primitive(PrimitiveKind.MatMul)]
    public Tensor MatMul(Tensor other)
    {
        var (a, b) = FloatOperands("MatMul", this, other);
        if (a.Rank < 2 || b.Rank < 2 || a.shape[^1] != b.shape[^2])
        {
            throw new ArgumentException(
                $"MatMul: shapes {Layout.Text(a.shape)} and {Layout.Text(b.shape)} do not multiply; needed are [..., M, K] and [..., K, N].");
        }

        return TapeNode.Record(
            PrimitiveKind.MatMul,
            Dense.MatMul(a, b),
            (a, gradient => Dense.SumTo(Dense.MatMul(gradient, Dense.Transpose(b, b.Rank - 2, b.Rank - 1)), a.shape)),
            (b, gradient => Dense.SumTo(Dense.MatMul(Dense.Transpose(a, a.Rank - 2, a.Rank - 1), gradient), b.shape)));
    }

    /// <summary>Exchanges two dimensions.</summary>
    /// <param name="a">One axis; negative ones count from the end.</param>
    /// <param name="b">The other axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">An axis does not exist.</exception>
    [Primitive(PrimitiveKind.Transpose)]
    public Tensor Transpose(int a, int b)
    {
        var x = Operand();
        a = Layout.Axis("Transpose", a, x.shape);
        b = Layout.Axis("Transpose", b, x.shape);
        return TapeNode.Record(
            PrimitiveKind.Transpose, Dense.Transpose(x, a, b), (x, gradient => Dense.Transpose(gradient, a, b)));
    }

    /// <summary>Exchanges the last two dimensions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has fewer than two dimensions.</exception>
    [Primitive(PrimitiveKind.Transpose)]
    public Tensor Transpose() => Transpose(-2, -1);

    /// <summary>Another order of the dimensions: dimension i of the result is dimension order[i] of this tensor.</summary>
    /// <param name="order">Every axis once; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">An axis is missing or occurs twice, or does not exist.</exception>
    [Primitive(PrimitiveKind.Permute)]
    public Tensor Permute(params ReadOnlySpan<int> order)
    {
        var x = Operand();
        var axes = new int[order.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            axes[i] = Layout.Axis("Permute", order[i], x.shape);
        }

        if (axes.Length != x.Rank || axes.Distinct().Count() != x.Rank)
        {
            throw new ArgumentException($"Permute: {Layout.Text(order)} is not an order of the axes of shape {Layout.Text(x.shape)}.", nameof(order));
        }

        var strides = Layout.Strides(x.shape);
        int[] target = [.. axes.Select(axis => x.shape[axis])];
        var offsets = Layout.Offsets(target, [.. axes.Select(axis => strides[axis])]);
        return TapeNode.Record(
            PrimitiveKind.Permute, Dense.Gather(x, offsets, target), (x, gradient => Dense.ScatterAdd(gradient, offsets, x.shape)));
    }

    /// <summary>Repeats dimensions of size one, and puts new ones in front, as torch.expand.</summary>
    /// <param name="shape">The new dimensions; -1 keeps the one that is there.</param>
    /// <exception cref="ArgumentException">The tensor is int32, or does not broadcast to the shape.</exception>
    [Primitive(PrimitiveKind.Expand)]
    public Tensor Expand(params ReadOnlySpan<int> shape)
    {
        var x = FloatOperand("Expand", this);
        var target = shape.ToArray();
        var added = target.Length - x.Rank;
        for (var axis = 0; axis < target.Length; axis++)
        {
            var own = axis < added || added < 0 ? 1 : x.shape[axis - added];
            target[axis] = target[axis] == -1 && axis >= added ? own : target[axis];
            if (added < 0 || target[axis] < 0 || (own != 1 && own != target[axis]))
            {
                throw new ArgumentException($"Expand: shape {Layout.Text(x.shape)} cannot become {Layout.Text(shape)}.", nameof(shape));
            }
        }

        var offsets = Layout.BroadcastOffsets(x.shape, target);
        return TapeNode.Record(PrimitiveKind.Expand, Dense.Gather(x, offsets, target), (x, gradient => Dense.SumTo(gradient, x.shape)));
    }

    /// <summary>The same elements in the same order, with other dimensions.</summary>
    /// <param name="shape">The new dimensions; one of them may be -1 and is then inferred.</param>
    /// <exception cref="ArgumentException">The shape does not have as many elements.</exception>
    [Primitive(PrimitiveKind.Reshape)]
    public Tensor Reshape(params ReadOnlySpan<int> shape)
    {
        var x = Operand();
        var target = shape.ToArray();
        var open = shape.IndexOf(-1);
        if (open >= 0)
        {
            target[open] = 1;
            var rest = target.Min() < 0 ? 0 : Layout.Size(target);
            target[open] = rest == 0 ? -1 : x.Size / rest;
        }

        if (target.Any(dimension => dimension < 0) || Layout.Size(target) != x.Size)
        {
            throw new ArgumentException(
                $"Reshape: shape {Layout.Text(x.shape)} has {x.Size} elements and cannot become {Layout.Text(shape)}.", nameof(shape));
        }

        return TapeNode.Record(
            PrimitiveKind.Reshape, Dense.Reshape(x, target), (x, gradient => Dense.Reshape(gradient, x.shape)));
    }

    /// <summary>A contiguous range along one axis.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="start">The first index.</param>
    /// <param name="length">The number of indices.</param>
    /// <exception cref="ArgumentException">The axis does not exist or the range leaves it.</exception>
    [Primitive(PrimitiveKind.Slice)]
    public Tensor Slice(int axis, int start, int length)
    {
        var x = Operand();
        axis = Layout.Axis("Slice", axis, x.shape);
        if (start < 0 || length < 0 || start > x.shape[axis] - length)
        {
            throw new ArgumentException(
                $"Slice: {length} elements from {start} do not lie within axis {axis} of shape {Layout.Text(x.shape)}.");
        }

        var part = (int[])x.shape.Clone();
        part[axis] = length;
        var strides = Layout.Strides(x.shape);
        var offsets = Layout.Offsets(part, strides, start * strides[axis]);
        return TapeNode.Record(
            PrimitiveKind.Slice,
            Dense.Gather(x, offsets, part),
            (x, gradient => Dense.ScatterAdd(gradient, offsets, x.shape)));
    }

    /// <summary>One element of the last axis per row: [..., C] and indices [...] give [...].</summary>
    /// <param name="indices">int32, each from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Types or shapes do not fit, or an index is out of range.</exception>
    [Primitive(PrimitiveKind.Pick)]
    public Tensor Pick(Tensor indices) => Pick(indices, null);

    /// <summary>As <see cref="Pick(Tensor)"/>; a row whose index is <paramref name="ignoreIndex"/> gives its first element.</summary>
    [Primitive(PrimitiveKind.Pick)]
    internal Tensor Pick(Tensor indices, int ignoreIndex) => Pick(indices, (int?)ignoreIndex);

    Tensor Pick(Tensor indices, int? ignoreIndex)
    {
        var x = FloatOperand("Pick", this);
        if (indices.Type != DType.Int32 || x.Rank == 0 || !indices.Shape.SequenceEqual(x.Shape[..^1]))
        {
            throw new ArgumentException(
                $"Pick: the indices are {indices}, but a tensor {x} needs Int32 indices, one for each row of its last axis.", nameof(indices));
        }

        var classes = x.shape[^1];
        var offsets = indices.ToInts();
        for (var row = 0; row < offsets.Length; row++)
        {
            if (offsets[row] == ignoreIndex)
            {
                offsets[row] = 0;
            }

            if ((uint)offsets[row] >= (uint)classes)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(indices), $"Pick: index {offsets[row]} of row {row} is outside 0..{classes - 1}.");
            }

            offsets[row] += row * classes;
        }

        return TapeNode.Record(
            PrimitiveKind.Pick,
            Dense.Gather(x, offsets, indices.Shape),
            (x, gradient => Dense.ScatterAdd(gradient, offsets, x.shape)));
    }
}
