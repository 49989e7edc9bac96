using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Sorts the arguments of a primitive by their types and adds its nodes.</summary>
internal sealed class PrimitiveLowering
{
    private readonly LoweringContext context;
    private readonly TensorOperations tensors;

    public PrimitiveLowering(LoweringContext context, TensorOperations tensors)
    {
        this.context = context;
        this.tensors = tensors;
    }

    /// <summary>The function of a number operator where one side is a tensor, or null.</summary>
    public static ScalarFunction? FunctionOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => ArithmeticFunctions.Add,
        BinaryOperator.Subtract => ArithmeticFunctions.Subtract,
        BinaryOperator.Multiply => ArithmeticFunctions.Multiply,
        BinaryOperator.Divide => ArithmeticFunctions.Divide,
        _ => null,
    };

    /// <summary>A value as a node; numbers become rank-0 tensors.</summary>
    public int Node(Value value) => value switch
    {
        Value.Tensor tensor => tensor.Node,
        Value.Parameter parameter when context.Updates.TryGetValue(parameter.Index, out var updated) => updated,
        Value.Parameter parameter => context.Builder.Add(
            new TensorOp.Parameter(parameter.Index), context.Model.ParameterType(parameter.Index), context.Origin),
        Value.Real real => tensors.Constant((float)real.Number),
        Value.Int integer => tensors.Size(integer.Size),
        Value.Formula formula => Number(formula),
        Value.Null => throw context.Unsupported("the parameter is absent (null) in " + (context.Frame?.This?.Description ?? context.Model.ModelName)),
        _ => throw context.Unsupported("it is not a tensor"),
    };

    public EquatableArray<Dimension> Sizes(IEnumerable<Value> values) => values
        .Select(value => value is Value.Int integer ? context.Model.Exact(integer.Size, context) : throw context.Unsupported("a size must be an int"))
        .ToEquatableArray();

    /// <summary>What a primitive says about a shape, which is known without computing anything; null for the others.</summary>
    public Value? Known(PrimitiveKind kind, IReadOnlyList<Value> arguments) => kind switch
    {
        PrimitiveKind.Shape => new Value.Sizes(tensors.TypeOf(First(arguments)).Shape),
        PrimitiveKind.Rank => new Value.Int(Dimension.Constant(tensors.TypeOf(First(arguments)).Rank)),
        PrimitiveKind.Size => new Value.Int(tensors.TypeOf(First(arguments)).Size),
        PrimitiveKind.IsTraining => new Value.Bool(context.IsTraining),
        PrimitiveKind.AtLeast => AtLeast(arguments),
        _ => null,
    };

    public int Lower(PrimitiveKind kind, IReadOnlyList<Value> arguments)
    {
        var integers = arguments.OfType<Value.Int>().Select(integer => context.Model.Exact(integer.Size, context)).ToList();
        var flag = arguments.OfType<Value.Bool>().FirstOrDefault()?.IsTrue ?? false;
        return kind switch
        {
            PrimitiveKind.Add => tensors.Map(ArithmeticFunctions.Add, Nodes(arguments, 2)),
            PrimitiveKind.Subtract => tensors.Map(ArithmeticFunctions.Subtract, Nodes(arguments, 2)),
            PrimitiveKind.Multiply => tensors.Map(ArithmeticFunctions.Multiply, Nodes(arguments, 2)),
            PrimitiveKind.Divide => tensors.Map(ArithmeticFunctions.Divide, Nodes(arguments, 2)),
            PrimitiveKind.Negate => tensors.Map(ArithmeticFunctions.Negate, Nodes(arguments, 1)),
            PrimitiveKind.Sum or PrimitiveKind.Mean when arguments.OfType<Value.Sizes>().FirstOrDefault() is { } axes =>
                tensors.SumSeveral(First(arguments), axes.Items, flag, kind == PrimitiveKind.Mean),
            PrimitiveKind.Max when arguments.OfType<Value.Sizes>().FirstOrDefault() is { } axes => tensors.MaxSeveral(First(arguments), axes.Items, flag),
            PrimitiveKind.Sum => integers.Count == 0
                ? tensors.SumAll(First(arguments))
                : tensors.Reduce(First(arguments), Monoid.Sum, Known(integers, 0), flag),
            PrimitiveKind.Mean => tensors.Mean(First(arguments), integers.Count == 0 ? null : Known(integers, 0), flag),
            PrimitiveKind.Max => integers.Count == 0
                ? tensors.MaxAll(First(arguments))
                : tensors.Reduce(First(arguments), Monoid.Max, Known(integers, 0), flag),
            PrimitiveKind.MatMul => MatMul(Nodes(arguments, 2)),
            PrimitiveKind.Transpose => integers.Count == 0
                ? tensors.Transpose(First(arguments), -2, -1)
                : tensors.Transpose(First(arguments), Known(integers, 0), Known(integers, 1)),
            PrimitiveKind.Reshape => tensors.Reshape(
                First(arguments), arguments.OfType<Value.Sizes>().FirstOrDefault()?.Items ?? integers.ToEquatableArray()),
            PrimitiveKind.Unflatten when arguments.OfType<Value.Sizes>().FirstOrDefault() is { } parts =>
                tensors.Unflatten(First(arguments), Known(integers, 0), parts.Items),
            PrimitiveKind.Flatten => tensors.Flatten(First(arguments), Known(integers, 0), Known(integers, 1)),
            PrimitiveKind.Slice when integers.Count == 3 => tensors.Slice(First(arguments), Known(integers, 0), integers[1], integers[2]),
            PrimitiveKind.Pick => Pick(Nodes(arguments.Take(2).ToList(), 2), integers.FirstOrDefault()),
            PrimitiveKind.Dropout when arguments.Count == 2 => Dropout(First(arguments), arguments[1]),
            PrimitiveKind.Detach => tensors.Detach(First(arguments)),
            PrimitiveKind.Attention when arguments.Count == 5 => tensors.Attention(
                Node(arguments[0]), Node(arguments[1]), Node(arguments[2]), flag, arguments[4] is Value.Null ? null : Node(arguments[4])),
            PrimitiveKind.Convolution => tensors.Convolution(
                Node(arguments[0]), Node(arguments[1]), arguments.Skip(2).OfType<Value.Int>().Count() == 4 ? integers : throw context.Unsupported("its sizes must be ints")),
            PrimitiveKind.MaxPool => tensors.Pool(First(arguments), Monoid.Max, integers),
            PrimitiveKind.SumPool => tensors.Pool(First(arguments), Monoid.Sum, integers),
            PrimitiveKind.Scalar => First(arguments),
            PrimitiveKind.Gather => Gather(Nodes(arguments, 2)),
            PrimitiveKind.Positions => tensors.Positions(First(arguments)),
            PrimitiveKind.Where => tensors.Map(ChoiceFunctions.Where, Nodes(arguments, 3)),
            PrimitiveKind.Concat => tensors.Concat(Node(arguments[0]), Node(arguments[1]), Known(integers, 0)),
            PrimitiveKind.Permute => tensors.Permute(First(arguments), Listed(arguments, integers)),
            PrimitiveKind.Expand => tensors.Expand(First(arguments), Listed(arguments, integers)),
            PrimitiveKind.FullLike => tensors.FullLike(First(arguments), Nodes(arguments, 2)[1]),
            PrimitiveKind.Equal or PrimitiveKind.NotEqual or PrimitiveKind.Less or PrimitiveKind.LessEqual or PrimitiveKind.Greater or
                PrimitiveKind.GreaterEqual => tensors.Compare(kind, First(arguments), Comparand(arguments)),
            _ => throw context.Unsupported("this form of the operation is not supported"),
        };
    }

    private Value AtLeast(IReadOnlyList<Value> arguments)
    {
        var sizes = arguments.OfType<Value.Int>().Select(integer => context.Model.Exact(integer.Size, context)).ToList();
        return sizes.Count == 2 ? new Value.Int(tensors.AtLeast(sizes[0], sizes[1])) : throw context.Unsupported("its value is not known when the model is compiled");
    }

    /// <summary>A number that is computed at run time, as a float.</summary>
    private int Number(Value.Formula formula)
    {
        if (formula.Type == ScalarType.Bool)
        {
            throw context.Unsupported("it is not a tensor");
        }

        var number = formula.Type == ScalarType.Float32 ? formula : NumberFormula.Convert(formula, NumberKind.Float) as Value.Formula;
        return number is null ? throw context.Unsupported("it is not a number") : tensors.Number(number.Function, number.Inputs);
    }

    /// <summary>A probability that only construction knows is looked at there: none means no dropout, and costs nothing.</summary>
    private int Dropout(int node, Value probability)
    {
        if (probability is Value.Real known)
        {
            return tensors.Dropout(node, known.Number);
        }

        if (!context.IsTraining || probability is not Value.Formula formula)
        {
            return tensors.Dropout(node, Node(probability));
        }

        var one = new Value.Real(1, false);
        var zero = new Value.Real(0, false);
        var isBelowOne = (Value.Formula)NumberFormula.Binary(BinaryOperator.LessThan, NumberKind.Float, formula, one)!;
        var isNotNegative = (Value.Formula)NumberFormula.Binary(BinaryOperator.GreaterThanOrEqual, NumberKind.Float, formula, zero)!;
        var isPositive = (Value.Formula)NumberFormula.Binary(BinaryOperator.GreaterThan, NumberKind.Float, formula, zero)!;
        const string demand = "the probability of dropout must be from 0 to below 1";
        context.Model.RequireHolds(isBelowOne, demand, context);
        context.Model.RequireHolds(isNotNegative, demand, context);
        return context.Model.Decide(isPositive, context) ? tensors.Dropout(node, Node(formula)) : tensors.Dropout(node, 0.0);
    }

    private int MatMul(int[] operands) => tensors.MatMul(operands[0], operands[1]);

    private int Pick(int[] operands, Dimension? ignored) => tensors.Pick(operands[0], operands[1], ignored);

    // Torch's order: first the indices.
    private int Gather(int[] operands) => tensors.Gather(operands[1], operands[0]);

    private static EquatableArray<Dimension> Listed(IReadOnlyList<Value> arguments, List<Dimension> integers) =>
        arguments.OfType<Value.Sizes>().FirstOrDefault()?.Items ?? integers.ToEquatableArray();

    /// <summary>The right side of a comparison; a number is then an int32.</summary>
    private int Comparand(IReadOnlyList<Value> arguments) => arguments.Count != 2 ? throw context.Unsupported("it needs 2 operands")
        : arguments[1] is Value.Int number ? Passes.ScalarNodes.Int(context.Builder, number.Size, context.Origin)
        : Node(arguments[1]);

    private int First(IReadOnlyList<Value> arguments) =>
        arguments.Count > 0 ? Node(arguments[0]) : throw context.Unsupported("it has no operand");

    private int[] Nodes(IReadOnlyList<Value> arguments, int count) =>
        arguments.Count == count ? arguments.Select(Node).ToArray() : throw context.Unsupported("it needs " + count + " operands");

    private int Known(IReadOnlyList<Dimension> integers, int index) =>
        index < integers.Count && integers[index].Value is { } value and > int.MinValue and < int.MaxValue
            ? (int)value
            : throw context.Unsupported("an axis must be known when the model is compiled");
}
