using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// A model: the class to extend, its declaration as a layer (a stack of attributes is written as one), and the methods
/// that are its entry points.
/// </summary>
internal sealed record ModelSpec(
    ModelType Type,
    string Root,
    DeclarationSet Declarations,
    EquatableArray<EntryPointSpec> EntryPoints,
    StackSpec? Stack,
    ElementStorage Storage = ElementStorage.AsComputed,
    EquatableArray<SpecializationSpec> Specializations = default);

/// <summary>
/// A method that is compiled; a parameter without a shape takes that of the result of <see cref="ShapeSource"/>, and "..." stands for
/// its dimensions without the last <see cref="OwnDimensions"/>.
/// </summary>
internal sealed record EntryPointSpec(string Method, string? ShapeSource = null, int OwnDimensions = 0, IncrementalSpec? Incremental = null);

/// <summary>That sequences may come piece by piece along a named dimension, up to so many elements.</summary>
internal sealed record IncrementalSpec(string Dimension, Dimension Capacity);

/// <summary>What must be written out for a stack: its layers in order, the last of which is the loss.</summary>
internal sealed record StackSpec(
    EquatableArray<StackedLayerSpec> Layers,
    string Input,
    ShapeSpec InputShape,
    string Output,
    EquatableArray<ParameterSpec> LossInputs);

/// <summary>A layer of a stack: the field that holds it, its type and the text of its arguments.</summary>
internal sealed record StackedLayerSpec(string Field, string Type, string Arguments);
