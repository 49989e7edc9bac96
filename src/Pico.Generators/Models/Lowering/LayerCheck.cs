using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// Lowers a layer by itself, as far as its shapes are declared, so that its author sees its errors before any model uses
/// it. Sizes are symbols; each bool of the constructor is tried both ways.
/// </summary>
internal static class LayerCheck
{
    private const int MostBools = 3;

    public static EquatableArray<LoweringError> Run(LayerSpec layer, DeclarationSet set, ModelType type)
    {
        var methods = layer.Methods.Select(set.Method).OfType<MethodSpec>()
            .Where(method => method.Parameters.All(parameter => parameter is { IsTensor: true, Shape: not null })).ToList();
        var errors = new List<LoweringError>();
        foreach (var variant in methods.Count == 0 ? Enumerable.Empty<LayerSpec>() : Variants(layer))
        {
            var closed = methods.Select(Closed).ToList();
            var declarations = set with
            {
                Layers = set.Layers.Select(other => other.Key == layer.Key ? variant : other).ToEquatableArray(),
                Methods = set.Methods.Select(method => closed.FirstOrDefault(other => other.Key == method.Key) ?? method).ToEquatableArray(),
            };
            var model = new ModelSpec(
                type, layer.Key, declarations, methods.Select(method => new EntryPointSpec(method.Key)).ToEquatableArray(), null);
            ModelLowering.Lower(model, out var found);
            errors.AddRange(found);
        }

        return errors.Distinct().ToEquatableArray();
    }

    /// <summary>The layer with each bool set, as far as there are few; a float without a default is taken for a half.</summary>
    private static IEnumerable<LayerSpec> Variants(LayerSpec layer)
    {
        var bools = layer.Parameters.Where(parameter => parameter.Kind == NumberKind.Bool).Take(MostBools).Select(parameter => parameter.Name).ToList();
        for (var bits = 0; bits < 1 << bools.Count; bits++)
        {
            yield return layer with
            {
                Parameters = layer.Parameters.Select(parameter =>
                    bools.IndexOf(parameter.Name) is >= 0 and var index ? parameter with { Default = (bits >> index) & 1 }
                    : parameter.Kind == NumberKind.Int ? parameter
                    : parameter with { Default = parameter.Default ?? 0.5 }).ToEquatableArray(),
            };
        }
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
