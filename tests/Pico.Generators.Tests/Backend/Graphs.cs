using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Backend;

/// <summary>Small graphs built by hand, so that passes are tested without the front end.</summary>
internal sealed class Graphs
{
    public static readonly Dimension Batch = Dimension.Symbol("batch");

    public static readonly Dimension One = Dimension.One;

    private readonly TensorBuilder builder = new();
    private readonly List<ModelParameter> parameters = [];
    private readonly List<EntryInput> inputs = [];

    public static ScalarFunction Relu { get; } = MakeRelu();

    public static ScalarFunction Unary(ScalarOpcode opcode)
    {
        var function = new ScalarBuilder(opcode.ToString());
        var x = function.Parameter("x", ScalarType.Float32);
        return function.Build(new ScalarResult("result", function.Emit(opcode, ScalarType.Float32, x)));
    }

    public static ScalarFunction Subtract { get; } = Binary(ScalarOpcode.Subtract);

    public static ModelProgram Mlp()
    {
        var graphs = new Graphs();
        var x = graphs.Input("x", TensorType.Float(Batch, Dimension.Constant(37)));
        var targets = graphs.Input("targets", TensorType.Int(Batch));
        var hidden = graphs.Map(Relu, "hidden", graphs.Linear("0", x, 37, 21));
        var logits = graphs.Linear("2", hidden, 21, 10);
        var loss = graphs.CrossEntropy(logits, targets, 10);
        return graphs.Program("Loss", loss, isLoss: true);
    }

    public int Input(string name, TensorType type)
    {
        inputs.Add(new EntryInput(name, type));
        return builder.Add(new TensorOp.Input(name), type, -1);
    }

    public int Parameter(string name, params long[] shape)
    {
        var type = TensorType.Float(shape.Select(Dimension.Constant).ToArray());
        parameters.Add(new ModelParameter(name, type, Dimension.Constant(parameters.Count)));
        return builder.Add(new TensorOp.Parameter(parameters.Count - 1), type, -1);
    }

    public int Linear(string path, int x, int inputs, int outputs)
    {
        var weight = Parameter(path + ".weight", outputs, inputs);
        var bias = Parameter(path + ".bias", outputs);
        var type = builder[x].Type;
        var shape = type with { Shape = type.Shape.Take(type.Rank - 1).Append(Dimension.Constant(outputs)).ToEquatableArray() };
        var product = builder.Add(new TensorOp.Contract(false, true), shape, -1, x, weight);
        return Map(ScalarNodes.Add, "y", product, bias);
    }

    public int Map(ScalarFunction function, string? name, params int[] operands)
    {
        var type = operands.Select(operand => builder[operand].Type).OrderByDescending(type => type.Rank).First();
        var node = ScalarNodes.Map(builder, function, type, -1, operands);
        if (name is not null)
        {
            builder.SetName(node, name);
        }

        return node;
    }

    /// <summary>Any node, with the type given.</summary>
    public int Node(TensorOp op, TensorType type, params int[] operands) => builder.Add(op, type, -1, operands);

    /// <summary>The mean of all elements.</summary>
    public int Mean(int x)
    {
        var shape = builder[x].Type.Shape;
        var sum = Enumerable.Range(0, shape.Count).Reverse().Aggregate(x, (node, axis) => Reduce(Monoid.Sum, axis, node));
        return Map(ScalarNodes.Divide, null, Reshape(sum), Node(new TensorOp.Size(Dimension.Product(shape)), TensorType.Float()));
    }

    public int Reduce(Monoid monoid, int axis, int x)
    {
        var type = builder[x].Type;
        return builder.Add(
            new TensorOp.Reduce(monoid, axis),
            type with { Shape = type.Shape.Select((size, i) => i == axis ? Dimension.One : size).ToEquatableArray() },
            -1,
            x);
    }

    public int Reshape(int x, params Dimension[] shape) =>
        builder.Add(new TensorOp.Reshape(), builder[x].Type with { Shape = shape.ToEquatableArray() }, -1, x);

    public int LogSoftmax(int x)
    {
        var max = builder.Add(new TensorOp.Detach(), builder[Reduce(Monoid.Max, 1, x)].Type, -1, Reduce(Monoid.Max, 1, x));
        var shifted = Map(Subtract, "shifted", x, max);
        var sum = Reduce(Monoid.Sum, 1, Map(Unary(ScalarOpcode.Exp), null, shifted));
        return Map(Subtract, "logProbabilities", shifted, Map(Unary(ScalarOpcode.Log), null, sum));
    }

    public int CrossEntropy(int logits, int targets, int classes)
    {
        var index = Reshape(targets, Batch, Dimension.One);
        var picked = builder.Add(new TensorOp.Pick(), TensorType.Float(Batch, Dimension.One), -1, LogSoftmax(logits), index);
        var rows = Map(Unary(ScalarOpcode.Negate), null, Reshape(picked, Batch));
        var sum = Reshape(Reduce(Monoid.Sum, 0, rows));
        var size = builder.Add(new TensorOp.Size(Batch), TensorType.Float(), -1);
        return Map(ScalarNodes.Divide, "loss", sum, size);
    }

    public TensorGraph Graph(int result) => builder.Build([new TensorOutput(result)]);

    public ModelProgram Program(string entry, int result, bool isLoss)
    {
        var graph = Graph(result);
        return new ModelProgram(
            new ModelType("Example", EquatableArray<string>.Empty, "public sealed partial class Digits", "Digits", "Example.Digits"),
            EquatableArray<string>.Empty,
            EquatableArray<SizeConstraint>.Empty,
            parameters.ToEquatableArray(),
            EquatableArray<RepeatedLayer>.Empty,
            EquatableArray.Of(new EntryPoint(entry, isLoss, inputs.ToEquatableArray(), EquatableArray.Of("batch"), graph, graph)),
            EquatableArray<SourceText>.Empty);
    }

    private static ScalarFunction Binary(ScalarOpcode opcode)
    {
        var function = new ScalarBuilder(opcode.ToString());
        var a = function.Parameter("a", ScalarType.Float32);
        var b = function.Parameter("b", ScalarType.Float32);
        return function.Build(new ScalarResult("result", function.Emit(opcode, ScalarType.Float32, a, b)));
    }

    private static ScalarFunction MakeRelu()
    {
        var function = new ScalarBuilder("Relu");
        var x = function.Parameter("x", ScalarType.Float32);
        var zero = function.Constant(ScalarType.Float32, 0.0);
        var positive = function.Emit(ScalarOpcode.LessThan, ScalarType.Bool, zero, x);
        return function.Build(new ScalarResult("result", function.Emit(ScalarOpcode.Select, ScalarType.Float32, positive, x, zero)));
    }
}
