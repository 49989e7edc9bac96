using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// A method over tensors. <see cref="Key"/> is its documentation comment id; <see cref="Sources"/> holds the text of its
/// expressions by ordinal, as they are quoted in messages and in generated remarks.
/// </summary>
internal sealed record MethodSpec(
    string Key,
    string Name,
    bool IsLoss,
    bool ReturnsTensor,
    EquatableArray<ParameterSpec> Parameters,
    EquatableArray<Statement> Body,
    EquatableArray<string> Sources);

/// <summary>A parameter of a method; <see cref="Shape"/> is what its <c>[Shape]</c> demands.</summary>
internal sealed record ParameterSpec(string Name, bool IsTensor, ShapeSpec? Shape);

/// <summary>
/// A demanded shape. With <see cref="HasEllipsis"/> any dimensions may stand in front. Symbols are constructor parameters
/// or named dimensions.
/// </summary>
internal sealed record ShapeSpec(bool HasEllipsis, EquatableArray<Dimension> Dimensions, ScalarType Element)
{
    public override string ToString() =>
        (Element == ScalarType.Int32 ? "int32 " : string.Empty) + "[" + (HasEllipsis ? "..., " : string.Empty) + string.Join(", ", Dimensions) + "]";
}
