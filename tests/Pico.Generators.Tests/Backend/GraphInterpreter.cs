using Pico.Generators.Ir;

namespace Pico.Generators.Tests.Backend;

/// <summary>
/// Evaluates a graph in double, node by node and element by element, straight from the meaning of each operation: the oracle
/// of the passes and emitters. It shares no code with them. Repetitions are unrolled: a value of one is asked for with the
/// number of its layer.
/// </summary>
internal sealed class GraphInterpreter(TensorGraph graph, ModelProgram program, IReadOnlyDictionary<string, long> sizes)
{
    private readonly Dictionary<(int Node, int Layer), double[]> values = [];

    public Dictionary<string, double[]> Inputs { get; } = [];

    /// <summary>The parameters by their positions in the model.</summary>
    public Dictionary<int, double[]> Parameters { get; } = [];

    /// <summary>What keys dropout.</summary>
    public (ulong Seed, long Step) Random { get; init; }

    /// <summary>
    /// What detached nodes were in the last run outside of <see cref="Difference"/>: to a derivative they are constants.
    /// </summary>
    private Dictionary<(int Node, int Layer), double[]> Detached { get; } = [];

    private bool IsDifferencing { get; set; }

    public double[] Run(int output)
    {
        values.Clear();
        return ValueOf(output, -1);
    }

    /// <summary>
    /// The derivative of a scalar output by a parameter in a direction, by central differences; null where it jumps (a step of
    /// half the size gives another value).
    /// </summary>
    public double? Difference(int output, int parameter, double[] direction)
    {
        Run(output);
        IsDifferencing = true;
        var values = Parameters[parameter];
        double At(double step)
        {
            Parameters[parameter] = values.Select((value, i) => value + (step * direction[i])).ToArray();
            return Run(output)[0];
        }

        const double Step = 1e-6;
        var whole = (At(Step) - At(-Step)) / (2 * Step);
        var half = (At(Step / 2) - At(-Step / 2)) / Step;
        Parameters[parameter] = values;
        IsDifferencing = false;
        return Math.Abs(whole - half) <= 1e-6 * (1 + Math.Abs(whole)) ? half : null;
    }

    public int[] Shape(TensorType type) => type.Shape.Select(size => (int)Value(size)).ToArray();

    private long Value(Dimension dimension) => dimension.Terms.Sum(term => term.Factors.Aggregate(
        term.Coefficient, (product, factor) => product * (factor.Numerator is null ? sizes[factor.Name] : Value(factor.Numerator) / Value(factor.Denominator!))));

    private double[] ValueOf(int number, int layer)
    {
        // What belongs to no repetition is the same for every layer, but for a layer's own parameters and dropout calls.
        var node = graph.Nodes[number];
        var isOfLayer = node.Repetition >= 0 || node.Op switch
        {
            TensorOp.Parameter parameter => program.Parameters[parameter.Index].RepeatedLayer >= 0,
            TensorOp.Random random => random.Stream.Repetition >= 0,
            _ => false,
        };
        var key = (number, isOfLayer ? layer : -1);
        return values.TryGetValue(key, out var value) ? value : values[key] = Evaluate(node, key);
    }

    private double[] Evaluate(TensorNode node, (int Node, int Layer) self)
    {
        var layer = self.Layer;
        switch (node.Op)
        {
            case TensorOp.Carried carried:
                return layer == 0 ? ValueOf(node.Operands[0], -1) : ValueOf(graph.Repetitions[node.Repetition].Results[carried.Slot], layer - 1);
            case TensorOp.Outcome outcome:
                return ValueOf(node.Operands[0], (int)Value(graph.Repetitions[outcome.Repetition].Count) - 1);
        }

        var shape = Shape(node.Type);
        var size = shape.Aggregate(1, (product, length) => product * length);
        var operands = node.Operands.Select(operand => ValueOf(operand, layer)).ToArray();
        double[] Operand(int index) => operands[index];
        var operandShapes = node.Operands.Select(operand => Shape(graph.Nodes[operand].Type)).ToArray();
        int[] OperandShape(int index) => operandShapes[index];
        switch (node.Op)
        {
            case TensorOp.Input input:
                return Inputs[input.Name];
            case TensorOp.Parameter parameter:
                var declared = program.Parameters[parameter.Index];
                var each = declared.RepeatedLayer < 0 ? 0 : program.RepeatedLayers[declared.RepeatedLayer].ParametersEach;
                return Parameters[(int)Value(declared.Position) + (each * Math.Max(layer, 0))];
            case TensorOp.Constant constant:
                return [constant.Value];
            case TensorOp.Size dimension:
                return [Value(dimension.Value)];
            case TensorOp.Reshape:
                return Operand(0);
            case TensorOp.Detach:
                return IsDifferencing ? Detached[self] : Detached[self] = Operand(0);
            case TensorOp.Iota:
                return Enumerable.Range(0, size).Select(i => (double)(i % shape[^1])).ToArray();
            case TensorOp.Random random:
                var before = random.Stream.Repetition < 0 ? 0 : graph.Repetitions[random.Stream.Repetition].Dropouts * layer;
                var call = DropoutMask.Key(Random.Seed, Random.Step, (int)Value(random.Stream.Ordinal) + before);
                return Enumerable.Range(0, size).Select(i => NaiveRandom.Unit((uint)i, call)).ToArray();
            case TensorOp.Attention attention:
                return new NaiveAttention(attention, OperandShape(0), OperandShape(1), operands).Run();
        }

        var result = new double[size];
        for (var i = 0; i < size; i++)
        {
            var index = Unflatten(i, shape);
            switch (node.Op)
            {
                case TensorOp.Map map:
                    result[i] = Scalar(map.Function, operands.Select((operand, k) => operand[Flatten(index, OperandShape(k))]).ToArray());
                    break;
                case TensorOp.Permute permute:
                    var source = new int[index.Length];
                    for (var axis = 0; axis < index.Length; axis++)
                    {
                        source[permute.Order[axis]] = index[axis];
                    }

                    result[i] = Operand(0)[Flatten(source, OperandShape(0))];
                    break;
                case TensorOp.Slice slice:
                    index[slice.Axis] += (int)Value(slice.Start);
                    result[i] = Operand(0)[Flatten(index, OperandShape(0))];
                    break;
                case TensorOp.Pad pad:
                    index[pad.Axis] -= (int)Value(pad.Start);
                    var isInside = index[pad.Axis] >= 0 && index[pad.Axis] < OperandShape(0)[pad.Axis];
                    result[i] = isInside ? Operand(0)[Flatten(index, OperandShape(0))] : 0;
                    break;
                case TensorOp.Pick pick:
                    var chosenColumn = (int)Operand(1)[Flatten(index, OperandShape(1))];
                    index[^1] = pick.Ignored is { } ignored && chosenColumn == Value(ignored) ? 0 : chosenColumn;
                    result[i] = Operand(0)[Flatten(index, OperandShape(0))];
                    break;
                case TensorOp.Reduce reduce:
                    var along = Enumerable.Range(0, OperandShape(0)[reduce.Axis]).Select(k =>
                    {
                        var at = (int[])index.Clone();
                        at[reduce.Axis] = k;
                        return Operand(0)[Flatten(at, OperandShape(0))];
                    });
                    result[i] = reduce.Monoid == Monoid.Sum ? along.Sum() : along.Max();
                    break;
                case TensorOp.Gather:
                    int[] chosen = [(int)Operand(1)[Flatten(index[..^1], OperandShape(1))], index[^1]];
                    result[i] = Operand(0)[Flatten(chosen, OperandShape(0))];
                    break;
                case TensorOp.Contract contract:
                    result[i] = Product(contract, index, Operand(0), OperandShape(0), Operand(1), OperandShape(1));
                    break;
                default:
                    throw new NotSupportedException(node.Op.ToString());
            }
        }

        return result;
    }

    private static double Product(TensorOp.Contract contract, int[] index, double[] a, int[] aShape, double[] b, int[] bShape)
    {
        var inner = aShape[contract.TransposeA ? ^2 : ^1];
        var sum = 0.0;
        for (var k = 0; k < inner; k++)
        {
            var (i, j) = (index[^2], index[^1]);
            int[] lead = index[..^2];
            int[] at = contract.TransposeA ? [.. lead, k, i] : [.. lead, i, k];
            int[] bt = contract.TransposeB ? [.. lead, j, k] : [.. lead, k, j];
            sum += a[Flatten(at, aShape)] * b[Flatten(bt, bShape)];
        }

        return sum;
    }

    private static double Scalar(ScalarFunction function, double[] arguments)
    {
        var values = arguments.ToList();
        foreach (var instruction in function.Body)
        {
            double Of(int operand) => values[instruction.Operands[operand]];
            values.Add(instruction.Opcode switch
            {
                ScalarOpcode.Constant => instruction.Type == ScalarType.Float32 ? BitConverter.Int64BitsToDouble(instruction.Constant) : instruction.Constant,
                ScalarOpcode.Add => Of(0) + Of(1),
                ScalarOpcode.Subtract => Of(0) - Of(1),
                ScalarOpcode.Multiply => Of(0) * Of(1),
                ScalarOpcode.Divide => Of(0) / Of(1),
                ScalarOpcode.Negate => -Of(0),
                ScalarOpcode.Exp => Math.Exp(Of(0)),
                ScalarOpcode.Log => Math.Log(Of(0)),
                ScalarOpcode.Tanh => Math.Tanh(Of(0)),
                ScalarOpcode.Sqrt => Math.Sqrt(Of(0)),
                ScalarOpcode.LessThan => Of(0) < Of(1) ? 1 : 0,
                ScalarOpcode.LessThanOrEqual => Of(0) <= Of(1) ? 1 : 0,
                ScalarOpcode.Equal => Of(0) == Of(1) ? 1 : 0,
                ScalarOpcode.NotEqual => Of(0) != Of(1) ? 1 : 0,
                ScalarOpcode.Select => Of(0) != 0 ? Of(1) : Of(2),
                _ => throw new NotSupportedException(instruction.Opcode.ToString()),
            });
        }

        return values[function.Results[0].Value];
    }

    private static int[] Unflatten(int flat, int[] shape)
    {
        var index = new int[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            index[axis] = flat % shape[axis];
            flat /= shape[axis];
        }

        return index;
    }

    // Aligned at the last dimension; a dimension of size one is repeated.
    private static int Flatten(int[] index, int[] shape)
    {
        var flat = 0;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            var at = index[index.Length - shape.Length + axis];
            flat = (flat * shape[axis]) + (shape[axis] == 1 ? 0 : at);
        }

        return flat;
    }
}
