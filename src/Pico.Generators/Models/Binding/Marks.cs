using System.Linq;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Models;

/// <summary>The runtime's attributes and types, recognised by name and namespace, never by what carries them.</summary>
internal static class Marks
{
    public const string Layer = "LayerAttribute";
    public const string Model = "ModelAttribute";
    public const string Loss = "LossAttribute";
    public const string Shape = "ShapeAttribute";
    public const string Parameter = "ParameterAttribute";
    public const string Buffer = "BufferAttribute";
    public const string Frozen = "FrozenAttribute";
    public const string Group = "GroupAttribute";
    public const string Recompute = "RecomputeAttribute";
    public const string Primitive = "PrimitiveAttribute";
    public const string TensorFunction = "TensorFunctionAttribute";
    public const string Kernel = "KernelAttribute";
    public const string Differentiable = "DifferentiableAttribute";
    public const string LayerSpec = "LayerSpecAttribute";
    public const string MethodSpec = "MethodSpecAttribute";
    public const string Incremental = "IncrementalAttribute";
    public const string StackedLayer = "StackedLayerAttribute";
    public const string Specialize = "SpecializeAttribute";
    public const string Weights = "WeightsAttribute";

    public static AttributeData? Find(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(data => data.AttributeClass is { } type && IsInPico(type, attribute));

    public static bool Has(ISymbol symbol, string attribute) => Find(symbol, attribute) is not null;

    public static bool IsTensor(ITypeSymbol? type) => type is not null && IsInPico(type, "Tensor");

    /// <summary>Whether a field holds a tensor of the model: a parameter or a buffer.</summary>
    public static bool HoldsTensor(IFieldSymbol field) => Has(field, Parameter) || Has(field, Buffer);

    /// <summary>Whether the type is an array of layers.</summary>
    public static bool IsLayers(ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1, ElementType: INamedTypeSymbol element } && Has(element, Layer);

    public static bool IsInPico(ITypeSymbol type, string name) =>
        type.Name == name && type.ContainingNamespace is { Name: "Pico", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>The metadata name, with namespaces and containing types: the key of a layer.</summary>
    public static string Key(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? Key(outer) + "+" + type.MetadataName
        : type.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString() + "." + type.MetadataName : type.MetadataName;

    /// <summary>The documentation comment id: the key of a method.</summary>
    public static string Key(IMethodSymbol method) => (method.ReducedFrom ?? method).OriginalDefinition.GetDocumentationCommentId() ?? method.ToDisplayString();

    /// <summary>The kind of number a type is, or null.</summary>
    public static NumberKind? Number(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Int32 => NumberKind.Int,
        SpecialType.System_Single => NumberKind.Float,
        SpecialType.System_Double => NumberKind.Double,
        SpecialType.System_Boolean => NumberKind.Bool,
        _ => null,
    };

    /// <summary>Whether a body can hold values of a type: tensors, numbers, layers, and tuples of these.</summary>
    public static bool IsValue(ITypeSymbol? type) => IsTensor(type) || Number(type) is not null ||
        (type is INamedTypeSymbol named && (named.IsTupleType ? named.TupleElements.All(element => IsValue(element.Type)) : Has(named, Layer)));

    /// <summary>A constant as a number (bools as 0 and 1), or null.</summary>
    public static double? Value(object? constant) => constant switch
    {
        int value => value,
        float value => value,
        double value => value,
        bool value => value ? 1 : 0,
        _ => null,
    };
}
