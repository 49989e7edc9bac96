using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// Lowers a layer by itself, as far as its shapes are declared, so that its author sees its errors before any model uses
/// it. Sizes are symbols; what only construction knows is tried both ways, up to the number of combinations that a model may have.
/// </summary>
internal static class LayerCheck
{
    public static EquatableArray<LoweringError> Run(LayerSpec layer, DeclarationSet set, ModelType type)
    {
        var methods = layer.Methods.Select(set.Method).OfType<MethodSpec>()
            .Where(method => method.Parameters.Count > 0 && method.Parameters.All(parameter => parameter is { IsTensor: true, Shape: not null })).ToList();
        if (methods.Count == 0)
        {
            return EquatableArray<LoweringError>.Empty;
        }

        var closed = methods.Select(Closed).ToList();
        var declarations = set with
        {
            Methods = set.Methods.Select(method => closed.FirstOrDefault(other => other.Key == method.Key) ?? method).ToEquatableArray(),
        };
        var model = new ModelSpec(
            type, layer.Key, declarations, methods.Select(method => new EntryPointSpec(method.Key)).ToEquatableArray(), null);
        VariantLowering.Lower(model, out var errors);
        return errors.Where(error => error.Id != LoweringIds.TooManyVariants).ToEquatableArray();
    }

    /// <summary>The method with 'any dimensions' read as one.</summary>
    private static MethodSpec Closed(MethodSpec method) => method with
    {
        Parameters = method.Parameters.Select(parameter => parameter.Shape is { HasEllipsis: true } shape
            ? parameter with
            {
                Shape = new ShapeSpec(false, new[] { Dimension.Symbol("batch") }.Concat(shape.Dimensions).ToEquatableArray(), shape.Element),
            }
            : parameter).ToEquatableArray(),
    };
}
