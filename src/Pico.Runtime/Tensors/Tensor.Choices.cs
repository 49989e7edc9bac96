namespace Pico;

public sealed partial class Tensor
{
    internal static Tensor Choose(Tensor condition, Tensor x, Tensor y)
    {
        (x, y) = FloatOperands("Where", x, y);
        if (condition.Type != DType.Int32)
        {
            throw new ArgumentException($"Where: the condition is {condition}, but must be Int32.", nameof(condition));
        }

        var common = Layout.Broadcast("Where", condition.shape, Layout.Broadcast("Where", x.shape, y.shape));
        var holds = Dense.Spread<int>(condition, common);
        var (left, right) = (Layout.BroadcastOffsets(x.shape, common), Layout.BroadcastOffsets(y.shape, common));
        var (xs, ys) = (x.ToDoubles(), y.ToDoubles());
        var chosen = new double[holds.Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            chosen[i] = holds[i] != 0 ? xs[left[i]] : ys[right[i]];
        }

        return TapeNode.Record(
            PrimitiveKind.Where,
            Dense.Rounded(chosen, x.Type, common),
            (x, gradient => Dense.SumTo(Masked(gradient, taken: true), x.shape)),
            (y, gradient => Dense.SumTo(Masked(gradient, taken: false), y.shape)));

        Tensor Masked(Tensor gradient, bool taken)
        {
            var values = gradient.ToDoubles();
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = holds[i] != 0 == taken ? values[i] : 0;
            }

            return Dense.Rounded(values, gradient.Type, common);
        }
    }

    internal static Tensor Join(Tensor a, Tensor b, int axis)
    {
        (a, b) = FloatOperands("Concat", a, b);
        axis = Layout.Axis("Concat", axis, a.shape);
        var shape = (int[])a.shape.Clone();
        if (a.Rank != b.Rank || shape.Where((size, i) => i != axis && size != b.shape[i]).Any())
        {
            throw new ArgumentException($"Concat: shapes {Layout.Text(a.shape)} and {Layout.Text(b.shape)} differ in more than axis {axis}.");
        }

        shape[axis] += b.shape[axis];
        var strides = Layout.Strides(shape);
        var first = Layout.Offsets(a.shape, strides);
        var second = Layout.Offsets(b.shape, strides, a.shape[axis] * strides[axis]);
        return TapeNode.Record(
            PrimitiveKind.Concat,
            Dense.Add(Dense.ScatterAdd(a, first, shape), Dense.ScatterAdd(b, second, shape)),
            (a, gradient => Dense.Gather(gradient, first, a.shape)),
            (b, gradient => Dense.Gather(gradient, second, b.shape)));
    }

    internal static Tensor Compare(PrimitiveKind kind, Tensor a, Tensor b, Func<double, double, bool> holds)
    {
        (a, b) = (a.Operand(), b.Operand());
        if (a.Type != b.Type)
        {
            throw new ArgumentException($"{kind}: the operands are {a} and {b}, but must be of one type.");
        }

        var common = Layout.Broadcast(kind.ToString(), a.shape, b.shape);
        var (left, right) = (Layout.BroadcastOffsets(a.shape, common), Layout.BroadcastOffsets(b.shape, common));
        var (xs, ys) = (a.ToDoubles(), b.ToDoubles());
        var result = new int[left.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = holds(xs[left[i]], ys[right[i]]) ? 1 : 0;
        }

        return TapeNode.Record(kind, From(result, common));
    }
}
