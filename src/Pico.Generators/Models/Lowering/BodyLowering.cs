using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Evaluates statements and expressions: what is known is folded, tensors become nodes.</summary>
internal sealed partial class BodyLowering
{
    private const int MostRounds = 64;

    private readonly LoweringContext context;
    private readonly TensorOperations tensors;
    private readonly PrimitiveLowering primitives;

    public BodyLowering(LoweringContext context)
    {
        this.context = context;
        tensors = new TensorOperations(context);
        primitives = new PrimitiveLowering(context, tensors);
    }

    /// <summary>Runs a method; <paramref name="returned"/> is the ordinal of the expression it returned.</summary>
    public Value Call(MethodSpec method, LayerInstance? self, IReadOnlyList<Value> arguments, out int returned)
    {
        if (arguments.Count != method.Parameters.Count)
        {
            throw context.Unsupported("'" + method.Name + "' takes " + method.Parameters.Count + " arguments and is given " + arguments.Count);
        }

        arguments = arguments.Select((argument, i) => method.Parameters[i].IsTensor ? new Value.Tensor(primitives.Node(argument)) : argument).ToList();
        ShapeDemands.Check(context, method, self, arguments);
        var before = context.EnterRecomputation(self);
        context.Enter(method.Key, method.Sources, self);
        for (var i = 0; i < arguments.Count; i++)
        {
            context.Frame!.Variables[method.Parameters[i].Name] = arguments[i];
        }

        returned = -1;
        var result = Run(method.Body, ref returned) is Flow.Return flow ? flow.Value : throw context.Unsupported("it does not return");
        context.Ordinal = returned;
        result = method.ReturnsTensor && result is not Value.Null ? new Value.Tensor(primitives.Node(result)) : result;
        context.Leave();
        context.LeaveRecomputation(before);
        return result;
    }

    /// <summary>Runs statements in order.</summary>
    /// <returns>What ended them early, or null.</returns>
    private Flow? Run(IEnumerable<Statement> statements, ref int returned)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case Statement.Return result:
                    returned = result.Value.Origin;
                    return new Flow.Return(Evaluate(result.Value));
                case Statement.Jump jump:
                    return new Flow.Jump(jump.Leaves);
                case Statement.For loop:
                    if (Repeat(loop, ref returned) is { } ended)
                    {
                        return ended;
                    }

                    break;
                case Statement.Assign assign:
                    var value = Evaluate(assign.Value);
                    if (value is Value.Tensor { Node: var node })
                    {
                        context.Builder.SetName(node, assign.Name);
                    }

                    context.Frame!.Variables[assign.Name] = value;
                    break;
                case Statement.Update update:
                    Update(update);
                    break;
                case Statement.ForEach loop:
                    if (ForEach(loop, ref returned) is { } left)
                    {
                        return left;
                    }

                    break;
                case Statement.If condition:
                    if (Run(Condition(condition.Condition) ? condition.Then : condition.Else, ref returned) is { } early)
                    {
                        return early;
                    }

                    break;
            }
        }

        return null;
    }

    /// <summary>Layers that are listed may differ: the body is lowered for each of them. Those of a repetition share it.</summary>
    private Flow? ForEach(Statement.ForEach loop, ref int returned)
    {
        context.Ordinal = loop.Layers.Origin;
        switch (Evaluate(loop.Layers))
        {
            case Value.Layers layers:
                ForEach(loop, layers);
                return null;
            case Value.Tuple { Items: var listed }:
                foreach (var layer in listed)
                {
                    context.Frame!.Variables[loop.Variable] = layer;
                    var ended = Run(loop.Body, ref returned);
                    if (ended is Flow.Return)
                    {
                        return ended;
                    }

                    if (ended is Flow.Jump { Leaves: true })
                    {
                        break;
                    }
                }

                return null;
            default:
                throw context.Unsupported("'foreach' runs over an array of layers");
        }
    }

    /// <summary>The body is lowered once; what it changes is carried from one layer to the next.</summary>
    private void ForEach(Statement.ForEach loop, Value.Layers layers)
    {
        var variables = context.Frame!.Variables;
        var repetition = new RepetitionLowering(context, primitives, context.Model.RepeatedLayer(layers.RepeatedLayer), variables);
        repetition.Enter(loop.Body);
        variables[loop.Variable] = new Value.Layer(layers.Instance);
        var returned = -1;
        if (Run(loop.Body, ref returned) is not null)
        {
            context.Ordinal = returned;
            throw context.Unsupported("'return', 'break' and 'continue' may not stand inside a 'foreach' over repeated layers: every layer runs");
        }

        context.Ordinal = loop.Layers.Origin;
        repetition.Leave();
    }

    /// <summary>Writes the rounds of a loop one after the other.</summary>
    private Flow? Repeat(Statement.For loop, ref int returned)
    {
        Run(loop.Before, ref returned);
        for (var round = 0; Condition(loop.Condition); round++)
        {
            if (round == MostRounds)
            {
                context.Ordinal = loop.Condition.Origin;
                throw context.Unsupported("the loop makes more than " + MostRounds + " rounds, each of which would be written out");
            }

            var ended = Run(loop.Body, ref returned);
            if (ended is Flow.Return)
            {
                return ended;
            }

            if (ended is Flow.Jump { Leaves: true })
            {
                break;
            }

            Run(loop.After, ref returned);
        }

        return null;
    }

    public Value Evaluate(Expression expression)
    {
        var outer = context.Ordinal;
        context.Ordinal = expression.Origin;
        var value = Evaluated(expression);
        context.Ordinal = outer;
        return value;
    }

    private Value Evaluated(Expression expression)
    {
        switch (expression)
        {
            case Expression.Number number:
                return NumberFolding.Number(number);
            case Expression.Null:
                return new Value.Null();
            case Expression.Variable variable:
                return context.Frame!.Variables.TryGetValue(variable.Name, out var local) ? local : throw Missing(variable.Name);
            case Expression.ConstructorParameter parameter:
                return context.Frame!.This?.Arguments.TryGetValue(parameter.Name, out var argument) == true ? argument : throw Missing(parameter.Name);
            case Expression.Field field:
                return context.Frame!.This?.Fields.TryGetValue(field.Name, out var held) == true ? held : throw Missing(field.Name);
            case Expression.This when context.Frame!.This is { } self:
                return new Value.Layer(self);
            case Expression.Negate negate:
                return Evaluate(negate.Operand) is var operand && (NumberFolding.Negate(operand) ?? NumberFormula.Negate(operand)) is { } negated ? negated
                    : new Value.Tensor(tensors.Map(ArithmeticFunctions.Negate, primitives.Node(operand)));
            case Expression.Binary binary:
                return Binary(binary);
            case Expression.Convert convert:
                return Evaluate(convert.Operand) is var source && (NumberFolding.Convert(source, convert.Kind) ?? NumberFormula.Convert(source, convert.Kind)) is { } converted ? converted
                    : new Value.Tensor(primitives.Node(source));
            case Expression.IsNull isNull:
                return new Value.Bool(Evaluate(isNull.Operand) is Value.Null);
            case Expression.Conditional conditional:
                return Evaluate(Condition(conditional.Condition) ? conditional.WhenTrue : conditional.WhenFalse);
            case Expression.Sizes sizes:
                return new Value.Sizes(primitives.Sizes(sizes.Items.Select(Evaluate).ToList()));
            case Expression.Tuple tuple:
                return new Value.Tuple(tuple.Items.Select(Evaluate).ToList().ToEquatableArray());
            case Expression.LayerCount { Layers: var layers }:
                return new Value.Int(Evaluate(layers) switch
                {
                    Value.Tuple { Items.Count: var count } => Dimension.Constant(count),
                    Value.Layers { RepeatedLayer: var repeated } => context.Model.RepeatedLayer(repeated).Count,
                    _ => throw context.Unsupported("it is not an array of layers"),
                });
            case Expression.Item item:
                return Item(Evaluate(item.Target), Evaluate(item.Index));
            case Expression.Apply apply:
                var scalar = context.Model.Scalar(apply.Function) ?? throw Missing(apply.Function);
                return NumberFormula.Apply(scalar, apply.Arguments.Select(Evaluate).ToArray()) ??
                    throw context.Unsupported("its value is not known when the model is compiled");
            case Expression.Primitive primitive:
                var arguments = primitive.Arguments.Select(argument => Decided(Evaluate(argument))).ToList();
                return primitives.Known(primitive.Kind, arguments) ??
                    new Value.Tensor(context.Traced(primitives.Lower(primitive.Kind, arguments)));
            case Expression.Map map:
                var operands = map.Arguments.Select(Evaluate).ToList();
                var function = context.Model.Scalar(map.Function) ?? throw Missing(map.Function);
                return new Value.Tensor(context.Traced(tensors.Map(function, operands.Select(primitives.Node).ToArray())));
            case Expression.Call call:
                return Call(call);
            default:
                throw context.Unsupported("it can stand only in the initialiser of a field");
        }
    }

    private Value Call(Expression.Call call)
    {
        var method = context.Model.Method(call.Method) ?? throw Missing(call.Method);
        LayerInstance? self = null;
        if (call.Target is not null)
        {
            self = Evaluate(call.Target) is Value.Layer layer ? layer.Instance
                : throw context.Unsupported("the layer is absent (null) in " + (context.Frame!.This?.Description ?? context.Model.ModelName));
        }

        var arguments = call.Arguments.Select(Evaluate).ToList();
        return Call(method, self, arguments, out _);
    }

    private Value Binary(Expression.Binary binary)
    {
        var left = Evaluate(binary.Left);

        // && and || evaluate their right side only where C# does.
        var isLogical = binary.Operator is BinaryOperator.And or BinaryOperator.Or;
        left = isLogical ? Decided(left) : left;
        if (left is Value.Bool known && ((binary.Operator == BinaryOperator.And && !known.IsTrue) || (binary.Operator == BinaryOperator.Or && known.IsTrue)))
        {
            return known;
        }

        var right = Evaluate(binary.Right);
        right = isLogical ? Decided(right) : right;
        if ((NumberFolding.Binary(binary.Operator, binary.Kind, left, right) ?? Formula(binary, left, right)) is { } folded)
        {
            return folded;
        }

        var isReal = binary.Kind is NumberKind.Float or NumberKind.Double;
        return isReal && PrimitiveLowering.FunctionOf(binary.Operator) is { } function
            ? new Value.Tensor(tensors.Map(function, primitives.Node(left), primitives.Node(right)))
            : throw context.Unsupported("its value is not known when the model is compiled");
    }

    /// <summary>A condition that only construction knows as what it is in this combination.</summary>
    private Value Decided(Value value) =>
        value is Value.Formula { Type: ScalarType.Bool } condition ? new Value.Bool(context.Model.Decide(condition, context)) : value;

    private static Value? Formula(Expression.Binary binary, Value left, Value right) =>
        NumberFormula.IsNumber(left) && NumberFormula.IsNumber(right) ? NumberFormula.Binary(binary.Operator, binary.Kind, left, right) : null;

    private Value Item(Value target, Value index)
    {
        var count = target switch
        {
            Value.Tuple tuple => tuple.Items.Count,
            Value.Sizes sizes => sizes.Items.Count,
            Value.Layers => throw context.Unsupported("layers made by 'Repeat' are compiled as one and have no index; use 'foreach', or list the layers one by one"),
            _ => throw context.Unsupported("it has no items"),
        };
        var at = index is Value.Int { Size.Value: { } known } ? known : throw context.Unsupported("an index must be known when the model is compiled");
        at = at < 0 ? at + count : at;
        return at < 0 || at >= count ? throw context.Fail(LoweringIds.Rank, context.Here + " is item " + at + " of " + count)
            : target is Value.Sizes list ? new Value.Int(list.Items[(int)at])
            : ((Value.Tuple)target).Items[(int)at];
    }

    public bool Condition(Expression condition)
    {
        var value = Evaluate(condition);
        var outer = context.Ordinal;
        context.Ordinal = condition.Origin;
        if (Decided(value) is Value.Bool known)
        {
            context.Ordinal = outer;
            return known.IsTrue;
        }

        throw context.Unsupported("a condition must be known when the model is compiled");
    }

    private LoweringException Missing(string name) => context.Fail(LoweringIds.NotALayerOrOperation, name, "its declaration is missing");

    /// <summary>What ends a list of statements before its last.</summary>
    private abstract record Flow
    {
        internal sealed record Return(Value Value) : Flow;

        internal sealed record Jump(bool Leaves) : Flow;
    }
}
