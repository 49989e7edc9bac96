using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Checks the arguments of a call against the <c>[Shape]</c> of the parameters.</summary>
internal static class ShapeDemands
{
    public static void Check(LoweringContext context, MethodSpec method, LayerInstance? self, IReadOnlyList<Value> arguments)
    {
        var constants = new Dictionary<string, Dimension>();
        foreach (var argument in self?.Arguments ?? new Dictionary<string, Value>())
        {
            if (argument.Value is Value.Int integer)
            {
                constants[argument.Key] = integer.Size;
            }
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is Value.Int integer)
            {
                constants[method.Parameters[i].Name] = integer.Size;
            }
        }

        var named = new Dictionary<string, Dimension>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (method.Parameters[i].Shape is { } shape && arguments[i] is Value.Tensor { Node: var node })
            {
                Check(context, method, self, method.Parameters[i].Name, shape, node, constants, named);
            }
        }
    }

    private static void Check(
        LoweringContext context, MethodSpec method, LayerInstance? self, string parameter, ShapeSpec shape, int node,
        Dictionary<string, Dimension> constants, Dictionary<string, Dimension> named)
    {
        // The entry point's own parameters are what the shape says.
        if (context.Frame is null)
        {
            return;
        }

        var type = context.Builder[node].Type;
        var demanded = shape with { Dimensions = shape.Dimensions.Select(size => Substituted(size)).ToEquatableArray() };
        var what = context.Here + " gives " + type + " to '" + parameter + "' of " + (self?.Description ?? method.Name) + ", which must be " + demanded;
        if (type.Element != shape.Element)
        {
            throw context.Fail(LoweringIds.ElementType, what);
        }

        var offset = type.Rank - shape.Dimensions.Count;
        if (offset < 0 || (offset > 0 && !shape.HasEllipsis))
        {
            throw context.Fail(LoweringIds.Rank, what);
        }

        for (var axis = 0; axis < shape.Dimensions.Count; axis++)
        {
            var actual = type.Shape[offset + axis];
            var size = shape.Dimensions[axis];
            if (ShapeParser.IsLoneSymbol(size) && size.Symbols.First() is var symbol && !constants.ContainsKey(symbol) && !named.ContainsKey(symbol))
            {
                named.Add(symbol, actual);
                continue;
            }

            var expected = Substituted(size);
            if (actual != expected)
            {
                var source = size.Symbols.FirstOrDefault() is { } name ? "'" + name + "'" : "[Shape]";
                throw context.Fail(
                    LoweringIds.ShapeMismatch,
                    what + ": " + actual + " comes from " + DimensionProvenance.Describe(context, node, offset + axis) + ", " + expected + " from " + source);
            }
        }

        Dimension Substituted(Dimension size) => size.Substitute(name =>
            constants.TryGetValue(name, out var constant) ? context.Model.Exact(constant, context) : named.TryGetValue(name, out var bound) ? bound : null);
    }
}
