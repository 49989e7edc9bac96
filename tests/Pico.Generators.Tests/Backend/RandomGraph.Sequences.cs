using Pico.Generators.Ir;
using Pico.Generators.Models;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Backend;

/// <summary>What models of sequences are made of: attention, choices, joined and repeated values, losses over classes.</summary>
internal sealed partial class RandomGraph
{
    private void Attend()
    {
        var x = Any();
        if (Shape(x).Count < 2)
        {
            return;
        }

        var others = pool.Where(other => IsMemoryFor(x, other)).ToList();
        var memory = Chance(0.4) ? x : others[random.Next(others.Count)];
        var depth = known[random.Next(2)];
        var (q, k, v) = (x, memory, memory);
        if (Chance(0.7) && Shape(x)[^1].Value is not null && Shape(memory)[^1].Value is not null)
        {
            (q, k, v) = (Projected(x, depth), Projected(memory, depth), Projected(memory, depth));
        }

        if (Shape(q)[^1] == Shape(k)[^1])
        {
            Attention(q, k, v, isTimeFirst: false);
        }
    }

    /// <summary>Heads that are columns: [batch, time, heads, depth] of [batch, time, width].</summary>
    private void AttendWithHeads()
    {
        var candidates = pool.Where(node => Shape(node).Count == 3 && Shape(node)[2].Value is 15 or 16 or 33).ToList();
        if (candidates.Count == 0)
        {
            return;
        }

        var x = candidates[random.Next(candidates.Count)];
        var heads = Shape(x)[2].Value == 16 ? 4 : 3;
        var memory = candidates.Last(other => IsMemoryFor(x, other) && Shape(other)[2] == Shape(x)[2]);
        var (q, k, v) = (Heads(x), Heads(memory), Chance(0.5) ? Heads(memory) : Heads(Map(Graphs.Unary(ScalarOpcode.Tanh), memory)));
        Attention(q, k, v, isTimeFirst: true);
        if (Chance(0.7) && Shape(pool[^1]).Count == 4)
        {
            Keep(Reshape(pool[^1], [.. Shape(x)]), LargestValue);
        }

        int Heads(int node) => Reshape(node, Shape(node)[0], Shape(node)[1], Dimension.Constant(heads), Dimension.Constant(Shape(node)[2].Value!.Value / heads));
    }

    private void Attention(int q, int k, int v, bool isTimeFirst)
    {
        var sizes = AttentionSizes.Of(builder[q].Type, builder[k].Type, isTimeFirst);
        int[] operands = [q, k, v];
        if (Shape(q).Count > 2 && Chance(0.4))
        {
            operands = [q, k, v, Input("padding" + inputs.Count, TensorType.Int(sizes.Batch, sizes.Keys))];
        }

        bounds[q] = bounds.GetValueOrDefault(q, LargestValue);
        Keep(builder.Add(new TensorOp.Attention(Chance(0.5), isTimeFirst), builder[q].Type, -1, operands), bounds.GetValueOrDefault(v, LargestValue));
    }

    private bool IsMemoryFor(int x, int other) =>
        Shape(other).Count == Shape(x).Count && Shape(other).Take(Shape(x).Count - 2).SequenceEqual(Shape(x).Take(Shape(x).Count - 2));

    private int Projected(int x, Dimension outputs)
    {
        var product = builder.Add(
            new TensorOp.Contract(false, true), TensorType.Float([.. Shape(x).Take(Shape(x).Count - 1), outputs]), -1, x, Parameter(outputs, Shape(x)[^1]));
        bounds[product] = bounds[x] * 0.5 * Shape(x)[^1].Value!.Value;
        if (bounds[product] <= LargestValue)
        {
            return product;
        }

        var scaled = Map(ScalarNodes.Multiply, product, ScalarNodes.Constant(builder, (float)(LargestValue / bounds[product]), -1));
        bounds[scaled] = LargestValue;
        return scaled;
    }

    /// <summary>Two values one behind the other, and perhaps a part of both.</summary>
    private void Join()
    {
        var a = Any();
        if (Shape(a).Count == 0)
        {
            return;
        }

        var axis = random.Next(Shape(a).Count);
        var partners = pool.Where(other => Shape(other).Count == Shape(a).Count && !Shape(other).Where((size, i) => i != axis && size != Shape(a)[i]).Any()).ToList();
        var b = partners[random.Next(partners.Count)];
        var shape = Shape(a).ToArray();
        shape[axis] += Shape(b)[axis];
        if (Count(shape) > MostElements)
        {
            return;
        }

        var front = builder.Add(new TensorOp.Pad(axis, Dimension.Constant(0)), TensorType.Float(shape), -1, a);
        var back = builder.Add(new TensorOp.Pad(axis, Shape(a)[axis]), TensorType.Float(shape), -1, b);
        var joined = Map(ArithmeticFunctions.Add, front, back);
        Keep(joined, Math.Max(bounds[a], bounds[b]));
        if (Chance(0.3))
        {
            var (start, length) = Chance(0.5) ? (Shape(a)[axis], Shape(b)[axis]) : (Shape(b)[axis], Shape(a)[axis]);
            shape[axis] = length;
            Keep(builder.Add(new TensorOp.Slice(axis, start), TensorType.Float(shape), -1, joined), Math.Max(bounds[a], bounds[b]));
        }
    }

    /// <summary>Where: by comparison of positions, of a flag, or of the values themselves (the smaller of two, which has no jump).</summary>
    private void Choose()
    {
        var x = Any();
        var partners = pool.Where(other => Broadcast(x, other) is { } shape && Count(shape) <= MostElements).ToList();
        var y = Chance(0.3) ? ScalarNodes.Constant(builder, -0.5, -1) : partners[random.Next(partners.Count)];
        bounds[y] = bounds.GetValueOrDefault(y, 0.5);
        var shape = Broadcast(x, y)!;
        int condition;
        switch (random.Next(3))
        {
            case 0 when shape.Length > 1:
                var column = builder.Add(new TensorOp.Iota(), TensorType.Int(shape[^1]), -1);
                var row = builder.Add(new TensorOp.Iota(), TensorType.Int(shape[^2]), -1);
                row = builder.Add(new TensorOp.Reshape(), TensorType.Int(shape[^2], Dimension.One), -1, row);
                condition = Comparison(Pico.Generators.Models.PrimitiveKind.LessEqual, TensorType.Int(shape[^2], shape[^1]), column, row);
                break;
            case 1 when shape.Length > 0:
                var flag = Input("flag" + inputs.Count, TensorType.Int(Chance(0.5) ? shape : [shape[^1]]));
                condition = Chance(0.5) ? flag : Comparison(Pico.Generators.Models.PrimitiveKind.NotEqual, builder[flag].Type, flag, ScalarNodes.Int(builder, Dimension.One, -1));
                break;
            default:
                condition = Comparison(Pico.Generators.Models.PrimitiveKind.Less, TensorType.Int(shape), x, y);
                break;
        }

        Keep(builder.Add(new TensorOp.Map(ChoiceFunctions.Where), TensorType.Float(shape), -1, condition, x, y), Math.Max(bounds[x], bounds[y]));
    }

    private int Comparison(Pico.Generators.Models.PrimitiveKind kind, TensorType type, int a, int b) =>
        builder.Add(new TensorOp.Map(ChoiceFunctions.Compare(kind, builder[a].Type.Element)), type, -1, a, b);

    /// <summary>Dimensions of size one repeated, and new ones in front.</summary>
    private void Expand()
    {
        var x = Any();
        Dimension Size() => Chance(0.5) ? known[random.Next(2)] : Chance(0.5) ? Batch : Time;
        var shape = Shape(x).Select(size => size.IsOne && Chance(0.7) ? Size() : size).ToList();
        if (Chance(0.4))
        {
            shape.Insert(0, Size());
        }

        if (!shape.SequenceEqual(Shape(x)) && Count(shape) <= MostElements)
        {
            Keep(ScalarNodes.Map(builder, ScalarNodes.Identity, TensorType.Float([.. shape]), -1, x), bounds[x]);
        }
    }

    private void ReduceSeveral()
    {
        var x = Any();
        var axes = Enumerable.Range(0, Shape(x).Count).Where(_ => Chance(0.6)).Reverse().ToList();
        var (monoid, count) = (Chance(0.2) ? Monoid.Max : Monoid.Sum, Dimension.Product(axes.Select(axis => Shape(x)[axis])));
        var result = axes.Aggregate(x, (node, axis) => Reduce(monoid, axis, node));
        if (Chance(0.5))
        {
            result = Reshape(result, Shape(x).Where((_, axis) => !axes.Contains(axis)).ToArray());
        }

        if (axes.Count > 0)
        {
            Keep(Chance(0.5) ? Map(ScalarNodes.Divide, result, Size(count)) : result, bounds[x] * Count([count]));
        }
    }

    /// <summary>The loss over classes with its options, as the library writes it but for a count that may be zero.</summary>
    private void CrossEntropy()
    {
        var x = Any();
        if (Shape(x).Count < 2 || Shape(x)[^1].Value is not > 1)
        {
            return;
        }

        var lead = Shape(x).Take(Shape(x).Count - 1).ToArray();
        var rows = Dimension.Product(lead);
        Dimension? ignored = Chance(0.5) ? Dimension.Constant(Chance(0.5) ? 1 : -100) : null;
        var targets = Input("targets" + inputs.Count, TensorType.Int(lead));
        var last = lead.Length;
        var maximum = Reduce(Monoid.Max, last, x);
        var shifted = Map(Graphs.Subtract, x, builder.Add(new TensorOp.Detach(), builder[maximum].Type, -1, maximum));
        var total = Reduce(Monoid.Sum, last, Map(Graphs.Unary(ScalarOpcode.Exp), shifted));
        var logProbabilities = Map(Graphs.Subtract, shifted, Map(Graphs.Unary(ScalarOpcode.Log), total));
        var index = builder.Add(new TensorOp.Reshape(), TensorType.Int([.. lead, Dimension.One]), -1, targets);
        var picked = builder.Add(new TensorOp.Pick(ignored), TensorType.Float([.. lead, Dimension.One]), -1, logProbabilities, index);
        var losses = Reshape(Map(Graphs.Unary(ScalarOpcode.Negate), picked), rows, Dimension.One);
        if (Chance(0.5))
        {
            var uniform = Reshape(Map(ScalarNodes.Divide, Reduce(Monoid.Sum, last, logProbabilities), Size(Shape(x)[^1])), rows, Dimension.One);
            losses = Map(Graphs.Subtract, Map(ScalarNodes.Multiply, losses, ScalarNodes.Constant(builder, 0.75, -1)), Map(ScalarNodes.Multiply, uniform, ScalarNodes.Constant(builder, 0.25, -1)));
        }

        var zero = ScalarNodes.Constant(builder, 0, -1);
        var column = builder.Add(new TensorOp.Reshape(), TensorType.Int(rows, Dimension.One), -1, targets);
        var counts = Comparison(Pico.Generators.Models.PrimitiveKind.NotEqual, builder[column].Type, column, ScalarNodes.Int(builder, ignored ?? Dimension.Constant(-100), -1));
        var type = TensorType.Float(rows, Dimension.One);
        var ones = ScalarNodes.Map(builder, ScalarNodes.Identity, type, -1, ScalarNodes.Constant(builder, 1, -1));
        var counted = Reduce(Monoid.Sum, 0, builder.Add(new TensorOp.Map(ChoiceFunctions.Where), type, -1, counts, ones, zero));
        var divisor = Map(ScalarNodes.Add, counted, ScalarNodes.Constant(builder, 1, -1));
        var shares = Map(ScalarNodes.Divide, losses, Reshape(divisor));
        Keep(Reshape(Reduce(Monoid.Sum, 0, builder.Add(new TensorOp.Map(ChoiceFunctions.Where), type, -1, counts, shares, zero))), 2 * bounds[x] + 4);
    }

    /// <summary>A product whose leading dimensions broadcast: the right side repeated to those of the left.</summary>
    private void BatchedProduct()
    {
        var x = Any();
        if (Shape(x).Count < 3 || Shape(x)[^1].Value is not { } inner)
        {
            return;
        }

        var (columns, lead) = (known[random.Next(2)], Shape(x).Take(Shape(x).Count - 2).ToArray());
        var weight = Parameter([.. lead.Select(size => size.Value is null || Chance(0.5) ? Dimension.One : size), Shape(x)[^1], columns]);
        var repeated = ScalarNodes.Expand(builder, weight, TensorType.Float([.. lead, Shape(x)[^1], columns]), -1);
        Keep(Contract(x, repeated, false, false), bounds[x] * 0.5 * inner);
    }
}
