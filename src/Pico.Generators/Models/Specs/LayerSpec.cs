using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// A layer's declaration: what its constructor takes, its fields in order, and the keys of the methods others may call.
/// <see cref="Key"/> is its metadata name; <see cref="Sources"/> holds the text of its initialisers by ordinal;
/// <see cref="IsRecomputed"/> that every such layer is computed again on the way back.
/// </summary>
internal sealed record LayerSpec(
    string Key,
    string Name,
    EquatableArray<ConstructorParameterSpec> Parameters,
    EquatableArray<FieldSpec> Fields,
    EquatableArray<string> Methods,
    EquatableArray<string> Sources,
    bool IsRecomputed = false);

/// <summary>A parameter of a primary constructor, with its default value when it has one (bools as 0 and 1).</summary>
internal sealed record ConstructorParameterSpec(string Name, NumberKind Kind, double? Default);

/// <summary>
/// A field. <see cref="PathName"/> is its part of dotted names, which in a stack is an index; <see cref="IsFrozen"/> that no parameter
/// in it is trained, <see cref="IsRecomputed"/> that its layers are computed again on the way back, <see cref="IsBuffer"/> that it is state which training updates.
/// </summary>
internal sealed record FieldSpec(string Name, string PathName, FieldKind Kind, bool IsOptional, Expression Initializer, bool IsFrozen = false, bool IsRecomputed = false, string Group = "", bool IsBuffer = false);

/// <summary>What a field holds.</summary>
internal enum FieldKind
{
    Parameter,
    Layer,
    Number,
    Layers,
}

/// <summary>The types of numbers that are known at construction.</summary>
internal enum NumberKind
{
    Int,
    Float,
    Double,
    Bool,
}
