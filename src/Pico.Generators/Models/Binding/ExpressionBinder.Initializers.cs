using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>What only the initialiser of a field may say: parameters, layers and arrays of layers are made here.</summary>
internal sealed partial class ExpressionBinder
{
    /// <summary>Binds a field's initialiser: beside the ordinary expressions it may make parameters and layers.</summary>
    public Expression? BindInitializer(IOperation operation, FieldKind kind)
    {
        switch (Strip(operation))
        {
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                var origin = sources.Add(conditional.Syntax);
                return Bind(conditional.Condition) is { } condition && BindInitializer(conditional.WhenTrue, kind) is { } yes &&
                    BindInitializer(whenFalse, kind) is { } no ? new Expression.Conditional(origin, condition, yes, no) : null;
            case { ConstantValue: { HasValue: true, Value: null } } absent:
                return new Expression.Null(sources.Add(absent.Syntax));
            case IObjectCreationOperation creation when kind == FieldKind.Layer:
                return calls.BindNewLayer(creation);
            case IInvocationOperation call when kind == FieldKind.Layers && calls.PrimitiveOf(call.TargetMethod) == PrimitiveKind.Repeat:
                return calls.BindRepeat(call);
            case ICollectionExpressionOperation list when kind == FieldKind.Layers:
                return BindLayers(list, list.Elements);
            case IArrayCreationOperation { Initializer: { } items } array when kind == FieldKind.Layers:
                return BindLayers(array, items.ElementValues);
            case IInvocationOperation { TargetMethod: { IsStatic: true } target, Arguments: { Length: > 0 } arguments } call
                when kind == FieldKind.Parameter && Marks.IsTensor(target.ReturnType):
                var first = arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0);
                return first is not null && Bind(first.Value) is Expression.Sizes sizes
                    ? new Expression.NewParameter(sources.Add(call.Syntax), sizes.Items)
                    : Unsupported(call, "the first argument of an initialiser must be the shape, a list such as [4, 3]");
            case var other when kind == FieldKind.Number:
                return Bind(other);
            case IInvalidOperation:
                return Invalid();
            case var other:
                return Unsupported(other, kind == FieldKind.Layers
                    ? "an array of layers is a list such as '[new(...), new(...)]', or made by 'Repeat(count, () => new Layer(...))'"
                    : kind == FieldKind.Layer
                    ? "a layer's initialiser is 'new(...)', or a '?:' of that and null"
                    : "a parameter's initialiser is a rule such as 'Uniform([4, 3], 0.5f)', or a '?:' of that and null");
        }
    }

    /// <summary>Layers that are listed one by one; each may have sizes of its own.</summary>
    private Expression? BindLayers(IOperation operation, IEnumerable<IOperation> elements)
    {
        var origin = sources.Add(operation.Syntax);
        var layers = new List<Expression>();
        foreach (var element in elements)
        {
            var layer = Strip(element) switch
            {
                IObjectCreationOperation creation => calls.BindNewLayer(creation),
                IInvalidOperation => Invalid(),
                var other => Unsupported(other, "a list of layers holds 'new(...)' only"),
            };
            if (layer is null)
            {
                return null;
            }

            layers.Add(layer);
        }

        return new Expression.Tuple(origin, layers.ToEquatableArray());
    }
}
