using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Backend;

/// <summary>
/// A graph drawn from a seed: a handful of operations of every kind over sizes around the sixteen lanes, some known and some
/// symbolic, broadcast in all directions, inside and outside of repeated layers. Values stay small, so that float and double agree.
/// </summary>
internal sealed partial class RandomGraph
{
    private const int MostElements = 2500;
    private const double LargestValue = 4;

    private static readonly int[] Lengths = [1, 3, 15, 16, 17, 33];
    private static readonly Dimension Batch = Dimension.Symbol("batch");
    private static readonly Dimension Time = Dimension.Symbol("time");

    private readonly Random random;
    private readonly TensorBuilder builder = new();
    private readonly List<int> pool = [];
    private readonly Dictionary<int, double> bounds = [];
    private readonly List<ModelParameter> parameters = [];
    private readonly List<EntryInput> inputs = [];
    private readonly Dimension[] known;

    private RandomGraph(int seed, ElementStorage storage)
    {
        random = new Random(seed * 7919);
        Batches = Lengths[random.Next(Lengths.Length)];
        Times = Lengths[random.Next(4)];
        known = [Dimension.Constant(Lengths[random.Next(Lengths.Length)]), Dimension.Constant(Lengths[1 + random.Next(3)])];
        Program = Build("Graph" + seed) with { Storage = storage };
    }

    public ModelProgram Program { get; }

    /// <summary>The size of the dimension <c>batch</c>.</summary>
    public int Batches { get; }

    /// <summary>The size of the dimension <c>time</c>.</summary>
    public int Times { get; }

    public static RandomGraph Draw(int seed, ElementStorage storage = ElementStorage.AsComputed) => new(seed, storage);

    private ModelProgram Build(string name)
    {
        Keep(Input("x", TensorType.Float(Batch, known[0])), 1);
        if (Chance(0.5))
        {
            Keep(Input("y", TensorType.Float(Batch, Time, known[random.Next(2)])), 1);
        }

        Keep(Parameter(known[0]), 0.5);
        var operations = random.Next(3, 11);
        for (var i = 0; i < operations; i++)
        {
            Operation();
        }

        // The values: whatever came last, an input or parameter where nothing did. The loss: means of some values.
        var values = Chance(0.1) ? pool[random.Next(pool.Count)] : pool[^1];
        var terms = new[] { pool[^1], pool[random.Next(pool.Count)], pool[random.Next(pool.Count)] }.Take(random.Next(1, 4));
        var loss = terms.Select(MeanOfAll).Aggregate((sum, term) => Map(ScalarNodes.Add, sum, term));
        return Program_(name, values, loss);
    }

    private ModelProgram Program_(string name, int values, int loss)
    {
        var entries = new[] { ("Values", values, false), ("Loss", loss, true) }.Select(entry =>
        {
            var training = Liveness.Prune(builder.Build([new TensorOutput(entry.Item2)]));
            var evaluation = WithoutDropout.Run(training);
            return new EntryPoint(entry.Item1, entry.Item3, inputs.ToEquatableArray(), EquatableArray.Of("batch", "time"), evaluation, training);
        });
        return new ModelProgram(
            new ModelType("Example", EquatableArray<string>.Empty, "public sealed partial class " + name, name, "Example." + name),
            EquatableArray.Of("depth"),
            EquatableArray<SizeConstraint>.Empty,
            PlacedParameters(),
            repeatedLayers.ToEquatableArray(),
            entries.ToEquatableArray(),
            EquatableArray<SourceText>.Empty);
    }

    private void Step()
    {
        switch (random.Next(27))
        {
            case 0: Keep(Map(Graphs.Unary(ScalarOpcode.Tanh), Any()), 1); break;
            case 1: Unary(Graphs.Relu, bound => bound); break;
            case 2: Unary(RandomFunctions.Square, bound => bound * bound); break;
            case 3: Unary(RandomFunctions.ExpOfTanh, _ => Math.E); break;
            case 4: Binary(ScalarNodes.Add, (a, b) => a + b); break;
            case 5: Binary(Graphs.Subtract, (a, b) => a + b); break;
            case 6: Binary(ScalarNodes.Multiply, (a, b) => a * b); break;
            case 7: Binary(RandomFunctions.SafeDivide, (a, b) => a); break;
            case 8: Reduction(Any(), keepDim: Chance(0.6)); break;
            case 9: Reduction(Reduction(Any(), keepDim: true), keepDim: Chance(0.5)); break;
            case 10: View(Any()); break;
            case 11: Product(); break;
            case 12: Softmax(Any()); break;
            case 13: LayerNorm(Any()); break;
            case 14: Pick(); break;
            case 15: Gather(); break;
            case 16: FirstRows(); break;
            case 17: Attend(); break;
            case 18: AttendWithHeads(); break;
            case 19: Join(); break;
            case 20: Choose(); break;
            case 21: Expand(); break;
            case 22: ReduceSeveral(); break;
            case 23: Dropout(); break;
            case 24: CrossEntropy(); break;
            case 25: BatchedProduct(); break;
            default: Rare(); break;
        }
    }

    private void Rare()
    {
        var x = Any();
        switch (random.Next(4))
        {
            case 0: // a number that only sizes determine
                Keep(Map(ScalarNodes.Multiply, x, Map(RandomFunctions.SafeDivide, Size(Batch), Size(Time))), bounds[x]);
                break;
            case 1 when Shape(x).Count > 0: // a mask by position
                var index = builder.Add(new TensorOp.Iota(), TensorType.Int(Shape(x)[^1]), -1);
                Keep(ScalarNodes.Map(builder, RandomFunctions.WhereIndexBelowThree, builder[x].Type, -1, index, x), bounds[x]);
                break;
            case 2:
                var half = Map(ScalarNodes.Multiply, Any(x), ScalarNodes.Constant(builder, 0.5, -1)); // x - x would stand at the kink of relu
                Keep(Map(Graphs.Subtract, x, builder.Add(new TensorOp.Detach(), builder[x].Type, -1, half)), 2 * LargestValue);
                break;
            default: // a gradient that is a constant
                Keep(Map(ScalarNodes.Add, x, Parameter(Chance(0.5) ? [] : [Dimension.One])), bounds[x] + 0.5);
                break;
        }
    }

    private void Unary(ScalarFunction function, Func<double, double> bound)
    {
        var x = Any();
        Keep(Map(function, x), bound(bounds[x]));
    }

    private void Binary(ScalarFunction function, Func<double, double, double> bound)
    {
        var a = Any();
        var partners = pool.Where(other => Broadcast(a, other) is { } shape && Count(shape) <= MostElements).ToList();
        var b = Chance(0.4) ? ParameterFor(a) : partners[random.Next(partners.Count)];
        (a, b) = Chance(0.5) ? (a, b) : (b, a);
        Keep(Map(function, a, b), bound(bounds[a], bounds[b]));
    }

    private int Reduction(int x, bool keepDim)
    {
        if (Shape(x).Count == 0)
        {
            return x;
        }

        var axis = random.Next(Shape(x).Count);
        var length = Shape(x)[axis];
        var result = Reduce(Chance(0.3) ? Monoid.Max : Monoid.Sum, axis, x);
        result = Chance(0.5) ? result : Map(ScalarNodes.Divide, result, Size(length));
        bounds[result] = bounds[x] * Count([length]);
        if (!keepDim)
        {
            result = Reshape(result, Shape(x).Where((_, i) => i != axis).ToArray());
        }

        Keep(result, bounds[x] * Count([length]));
        return pool[^1];
    }

    private void View(int x)
    {
        var shape = Shape(x).ToList();
        switch (random.Next(6))
        {
            case 0 when shape.Count > 1:
                var order = Enumerable.Range(0, shape.Count).OrderBy(_ => random.Next()).ToArray();
                var type = TensorType.Float(order.Select(axis => shape[axis]).ToArray());
                Keep(builder.Add(new TensorOp.Permute(order.ToEquatableArray()), type, -1, x), bounds[x]);
                break;
            case 1 when Chance(0.2) && shape.FindIndex(size => size.Value is null) is >= 0 and var open: // the last of an unknown number
                var last = shape[open] - Dimension.One;
                shape[open] = Dimension.One;
                Keep(builder.Add(new TensorOp.Slice(open, last), TensorType.Float(shape.ToArray()), -1, x), bounds[x]);
                break;
            case 1 when shape.Any(size => size.Value > 2):
                var axis = shape.FindLastIndex(size => size.Value > 2);
                var start = random.Next(2);
                var length = random.Next(1, (int)shape[axis].Value!.Value - start + 1);
                shape[axis] = Dimension.Constant(length);
                Keep(builder.Add(new TensorOp.Slice(axis, Dimension.Constant(start)), TensorType.Float(shape.ToArray()), -1, x), bounds[x]);
                break;
            case 2 when shape.Count > 1: // two dimensions as one
                var first = random.Next(shape.Count - 1);
                shape[first] *= shape[first + 1];
                shape.RemoveAt(first + 1);
                Keep(Reshape(x, shape.ToArray()), bounds[x]);
                break;
            case 3 when shape.FindIndex(size => size.Value is 15 or 16 or 33) is >= 0 and var split: // one dimension as two
                var outer = shape[split].Value == 16 ? 4 : 3;
                shape.Insert(split, Dimension.Constant(outer));
                shape[split + 1] = Dimension.Constant(shape[split + 1].Value!.Value / outer);
                Keep(Reshape(x, shape.ToArray()), bounds[x]);
                break;
            case 4:
                Keep(Reshape(x, shape.Where(size => !size.IsOne).ToArray()), bounds[x]);
                break;
            default:
                shape.Insert(random.Next(shape.Count + 1), Dimension.One);
                Keep(Reshape(x, shape.ToArray()), bounds[x]);
                break;
        }
    }

    private void Product()
    {
        var x = Any();
        var shape = Shape(x).ToList();
        if (shape.Count < 2)
        {
            return;
        }

        var inner = shape[^1];
        if (Chance(0.3))
        {
            // Every row with every other, as attention does; either side may be stored transposed.
            Keep(Contract(x, x, Chance(0.5), true), bounds[x] * bounds[x] * 33);
        }
        else if (inner.Value is not null)
        {
            var outputs = known[random.Next(2)];
            var transposed = Chance(0.5);
            var weight = transposed ? Parameter(outputs, inner) : Parameter(inner, outputs);
            var (b, isStored) = Chance(0.3) ? (Transposed(weight), !transposed) : (weight, transposed);
            Keep(Contract(x, b, false, isStored), bounds[x] * 0.5 * inner.Value.Value);
        }
    }

    // A [.., m, k] · B [.., k, n]; with transposeA the rows and the inner dimension of the left side change places.
    private int Contract(int a, int b, bool transposeA, bool transposeB)
    {
        transposeA &= Shape(a).Count == Shape(b).Count;
        if (a == b)
        {
            transposeB = !transposeA; // the inner dimensions are the same one
        }

        var (left, right) = (Shape(a), Shape(b));
        var rows = left[left.Count - (transposeA ? 1 : 2)];
        var columns = right[right.Count - (transposeB ? 2 : 1)];
        var shape = left.Take(left.Count - 2).Concat([rows, columns]).ToArray();
        return Count(shape) > MostElements ? a : builder.Add(new TensorOp.Contract(transposeA, transposeB), TensorType.Float(shape), -1, a, b);
    }

    private int Transposed(int x)
    {
        var type = TensorType.Float(Shape(x)[1], Shape(x)[0]);
        return builder.Add(new TensorOp.Permute(EquatableArray.Of(1, 0)), type, -1, x);
    }

    private void Softmax(int x)
    {
        if (Shape(x).Count == 0)
        {
            return;
        }

        var axis = Chance(0.8) ? Shape(x).Count - 1 : random.Next(Shape(x).Count);
        var max = Reduce(Monoid.Max, axis, x);
        var e = Map(Graphs.Unary(ScalarOpcode.Exp), Map(Graphs.Subtract, x, builder.Add(new TensorOp.Detach(), builder[max].Type, -1, max)));
        Keep(Map(ScalarNodes.Divide, e, Reduce(Monoid.Sum, axis, e)), 1);
    }

    private void LayerNorm(int x)
    {
        if (Shape(x).Count == 0)
        {
            return;
        }

        var axis = Shape(x).Count - 1;
        var length = Size(Shape(x)[axis]);
        var centred = Map(Graphs.Subtract, x, Map(ScalarNodes.Divide, Reduce(Monoid.Sum, axis, x), length));
        var variance = Map(ScalarNodes.Divide, Reduce(Monoid.Sum, axis, Map(RandomFunctions.Square, centred)), length);
        var scaled = Map(RandomFunctions.DivideByDeviation, centred, variance);
        Keep(Shape(x)[axis].Value > 1 ? Map(ScalarNodes.Multiply, scaled, Parameter(Shape(x)[axis])) : scaled, 3);
    }

    private void Pick()
    {
        var x = Any();
        var shape = Shape(x);
        if (shape.Count < 2 || shape[^1].Value is not > 1)
        {
            return;
        }

        var lead = shape.Take(shape.Count - 1).ToArray();
        var ids = Input("ids" + inputs.Count, TensorType.Int(lead));
        var index = builder.Add(new TensorOp.Reshape(), TensorType.Int([.. lead, Dimension.One]), -1, ids);
        Keep(builder.Add(new TensorOp.Pick(), TensorType.Float([.. lead, Dimension.One]), -1, x, index), bounds[x]);
    }

    /// <summary>Rows of a parameter, an argument or a value, chosen by indices of one or two dimensions.</summary>
    private void Gather()
    {
        var tables = pool.Where(node => Shape(node).Count == 2 && Shape(node)[0].Value is not null).ToList();
        var table = tables.Count == 0 || Chance(0.5) ? Parameter(Dimension.Constant(5), known[random.Next(2)]) : tables[random.Next(tables.Count)];
        Dimension[] lead = Chance(0.5) ? [Batch, Time] : Chance(0.5) ? [Batch] : [Time];
        var indices = Input("ids" + inputs.Count, TensorType.Int(lead));
        if (Chance(0.2) && lead.Length == 2)
        {
            lead = [Time, Batch];
            indices = builder.Add(new TensorOp.Permute(EquatableArray.Of(1, 0)), TensorType.Int(lead), -1, indices);
        }

        Keep(builder.Add(new TensorOp.Gather(), TensorType.Float([.. lead, Shape(table)[1]]), -1, table, indices), bounds[table]);
    }

    /// <summary>The first rows of a table, as many as there are times: what positions choose.</summary>
    private void FirstRows()
    {
        var table = Parameter(Dimension.Constant(33), known[random.Next(2)]);
        var columns = Shape(table)[1];
        Keep(builder.Add(new TensorOp.Slice(0, Dimension.Constant(0)), TensorType.Float(Time, columns), -1, table), bounds[table]);
    }

    /// <summary>Puts a value among those that later operations read, made smaller where it may have grown.</summary>
    private void Keep(int node, double bound)
    {
        if (Count(Shape(node)) > MostElements)
        {
            return;
        }

        bounds[node] = bound;
        if (bound > LargestValue)
        {
            var factor = LargestValue / bound;
            node = Map(ScalarNodes.Multiply, node, ScalarNodes.Constant(builder, (float)factor, -1));
            bounds[node] = LargestValue;
        }

        pool.Add(node);
    }

    private int Any() => pool[Math.Max(random.Next(pool.Count), random.Next(pool.Count))];

    private int Any(int sameShape)
    {
        var candidates = pool.Where(node => Shape(node).Equals(Shape(sameShape))).ToList();
        return candidates[random.Next(candidates.Count)];
    }

    private int MeanOfAll(int x)
    {
        var sum = x;
        for (var axis = Shape(x).Count - 1; axis >= 0; axis--)
        {
            sum = Reduce(Monoid.Sum, axis, sum);
        }

        return Map(ScalarNodes.Divide, Reshape(sum), Size(Dimension.Product(Shape(x))));
    }

    private int Size(Dimension size) => size.Value is { } value
        ? ScalarNodes.Constant(builder, value, -1)
        : builder.Add(new TensorOp.Size(size), TensorType.Float(), -1);

    /// <summary>A parameter that can be repeated to the shape of a value.</summary>
    private int ParameterFor(int x)
    {
        // Drawn for the skipped sizes too, so that a seed means the same graph however Linq goes over them.
        var skipped = random.Next(Shape(x).Count + 1);
        var shape = Shape(x).Select(size => size.Value is null || Chance(0.3) ? Dimension.One : size).ToArray();
        return Parameter(shape[skipped..]);
    }

    private int Parameter(params Dimension[] shape)
    {
        var layers = isRepeating && Chance(0.7) ? currentLayers : -1;
        var reused = parameters.FindIndex(parameter => parameter.RepeatedLayer == layers && parameter.Type.Shape.SequenceEqual(shape));
        if (reused < 0 || Chance(0.5))
        {
            reused = parameters.Count;
            parameters.Add(new ModelParameter("p" + reused, TensorType.Float(shape), Dimension.One, layers));
        }

        var node = builder.Add(new TensorOp.Parameter(reused), parameters[reused].Type, -1);
        bounds[node] = 0.5;
        return node;
    }

    private int Input(string name, TensorType type)
    {
        inputs.Add(new EntryInput(name, type));
        return builder.Add(new TensorOp.Input(name), type, -1);
    }

    private int Map(ScalarFunction function, params int[] operands)
    {
        var shape = operands.Length == 1 ? Shape(operands[0]).ToArray() : Broadcast(operands[0], operands[1])!;
        return ScalarNodes.Map(builder, function, TensorType.Float(shape), -1, operands);
    }

    private int Reduce(Monoid monoid, int axis, int x)
    {
        var shape = Shape(x).Select((size, i) => i == axis ? Dimension.One : size).ToArray();
        return builder.Add(new TensorOp.Reduce(monoid, axis), TensorType.Float(shape), -1, x);
    }

    private int Reshape(int x, params Dimension[] shape) =>
        Shape(x).SequenceEqual(shape) ? x : builder.Add(new TensorOp.Reshape(), TensorType.Float(shape), -1, x);

    private EquatableArray<Dimension> Shape(int node) => builder[node].Type.Shape;

    private Dimension[]? Broadcast(int a, int b)
    {
        var (left, right) = (Shape(a), Shape(b));
        var shape = new Dimension[Math.Max(left.Count, right.Count)];
        for (var fromEnd = 1; fromEnd <= shape.Length; fromEnd++)
        {
            var x = fromEnd <= left.Count ? left[left.Count - fromEnd] : Dimension.One;
            var y = fromEnd <= right.Count ? right[right.Count - fromEnd] : Dimension.One;
            if (x != y && !x.IsOne && !y.IsOne)
            {
                return null;
            }

            shape[^fromEnd] = x.IsOne ? y : x;
        }

        return shape;
    }

    private long Count(IEnumerable<Dimension> shape) => Dimension.Product(shape)
        .Substitute(name => Dimension.Constant(name == "batch" ? Batches : Times)).Value!.Value;

    private bool Chance(double probability) => random.NextDouble() < probability;
}
