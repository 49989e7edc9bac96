using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Fields, properties and items.</summary>
internal sealed partial class ExpressionBinder
{
    /// <summary>What a tensor says about its shape, the number of layers of an array, or a property of a layer.</summary>
    private Expression? BindProperty(IPropertyReferenceOperation operation)
    {
        if (operation.Instance is null && calls.PrimitiveOf(operation.Property) is { } constant)
        {
            return new Expression.Primitive(sources.Add(operation.Syntax), constant, EquatableArray<Expression>.Empty);
        }

        if (operation.Instance is not { } instance)
        {
            return Unsupported(operation, "static properties are not known here");
        }

        var property = operation.Property;
        if (operation.Arguments.Length == 1)
        {
            return BindItem(operation, instance, operation.Arguments[0].Value);
        }

        if (calls.PrimitiveOf(property) is { } primitive)
        {
            return Bind(instance) is { } target ? new Expression.Primitive(sources.Add(operation.Syntax), primitive, EquatableArray.Of(target)) : null;
        }

        if (Marks.IsLayers(instance.Type) && property.Name == nameof(System.Array.Length))
        {
            return Bind(instance) is { } layers ? new Expression.LayerCount(sources.Add(operation.Syntax), layers) : null;
        }

        return property.GetMethod is { } getter && Marks.IsTensor(property.Type) && !Marks.IsTensor(property.ContainingType)
            ? calls.BindGetter(operation, getter)
            : Unsupported(operation, "of a tensor's properties Shape, Rank and Size are known here, of a layer's those that return a Tensor");
    }

    /// <summary>One item of a shape, or one of the layers of an array.</summary>
    private Expression? BindItem(IOperation operation, IOperation list, IOperation index)
    {
        var isKnown = Marks.IsLayers(list.Type) || (list is IPropertyReferenceOperation { Property: var property } && calls.PrimitiveOf(property) == PrimitiveKind.Shape);
        index = Strip(index);
        if (!isKnown || index is IUnaryOperation { OperatorKind: not UnaryOperatorKind.Hat } or IRangeOperation)
        {
            return Unsupported(operation, "only a shape and an array of layers have an index, such as 'x.Shape[0]', 'x.Shape[^1]' or 'layers[0]'");
        }

        var origin = sources.Add(operation.Syntax);
        var fromEnd = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        return Bind(list) is { } items && Bind(fromEnd ? ((IUnaryOperation)index).Operand : index) is { } number
            ? new Expression.Item(origin, items, fromEnd ? new Expression.Negate(origin, number) : number) : null;
    }

    private Expression? BindField(IFieldReferenceOperation operation)
    {
        var field = operation.Field;
        if (field.ContainingType is { IsTupleType: true } tuple && operation.Instance is { } pair)
        {
            var index = tuple.TupleElements.IndexOf(tuple.TupleElements.FirstOrDefault(
                element => SymbolEqualityComparer.Default.Equals(element.CorrespondingTupleField ?? element, field.CorrespondingTupleField ?? field))!);
            return Bind(pair) is { } whole && sources.Add(operation.Syntax) is var at
                ? new Expression.Item(at, whole, new Expression.Number(at, NumberKind.Int, index)) : null;
        }

        if (operation.Instance is not IInstanceReferenceOperation || !SymbolEqualityComparer.Default.Equals(field.ContainingType, type))
        {
            return Unsupported(operation, "only fields of the class itself are known here");
        }

        if (Marks.IsTensor(field.Type) && !Marks.HoldsTensor(field))
        {
            return Invalid(); // reported at the field
        }

        table.Use(type, field);
        var isKnown = Marks.HoldsTensor(field) || Marks.IsLayers(field.Type) || (field.Type is INamedTypeSymbol named && Marks.Has(named, Marks.Layer)) ||
            (Marks.Number(field.Type) is not null && field.IsReadOnly);
        return isKnown
            ? new Expression.Field(sources.Add(operation.Syntax), field.Name)
            : Unsupported(operation, "a field must be a [Parameter], a layer or a readonly number");
    }
}
