namespace Pico.Generators.Ir;

/// <summary>
/// A model after lowering: what the passes transform and the emitter writes. Free of symbols and locations.
/// </summary>
internal sealed record ModelProgram(
    ModelType Type,
    EquatableArray<string> Constants,
    EquatableArray<DivisionConstraint> Constraints,
    EquatableArray<ModelParameter> Parameters,
    EquatableArray<RepeatedLayer> RepeatedLayers,
    EquatableArray<EntryPoint> EntryPoints,
    EquatableArray<SourceText> Sources);

/// <summary>
/// The partial class to extend: its namespace (empty: global), the headers of the classes around it and its own (such as
/// <c>public sealed partial class Gpt</c>, without a base list), and its name.
/// </summary>
internal sealed record ModelType(string Namespace, EquatableArray<string> ContainingTypes, string Header, string Name, string HintName);

/// <summary>That the denominator divides the numerator; checked when the model is constructed.</summary>
internal sealed record DivisionConstraint(Dimension Numerator, Dimension Denominator, int Origin);

/// <summary>
/// A trained parameter: torch's dotted name (<c>blocks.0.weight</c>) and its shape over the model's constants (the names in
/// <see cref="ModelProgram.Constants"/> are the int constructor parameters). <see cref="Position"/> is its place in the
/// order of declaration. One entry stands for the parameter of every layer of a repeated array
/// (<c>blocks.*.weight</c>); its position is that of the first layer's.
/// </summary>
internal sealed record ModelParameter(string Name, TensorType Type, Dimension Position, int RepeatedLayer = -1);

/// <summary>An array of layers that are alike: its dotted name, how many there are, and the parameters of each.</summary>
internal sealed record RepeatedLayer(string Name, Dimension Count, int ParametersEach);

/// <summary>
/// A method over tensors. <see cref="Dimensions"/> are the named dimensions that become int parameters, in order of first
/// appearance in <see cref="Inputs"/>. <see cref="Evaluation"/> and <see cref="Training"/> differ where there is dropout;
/// neither holds gradients yet. <see cref="Bounds"/> is what both demand of the sizes.
/// </summary>
internal sealed record EntryPoint(
    string Name,
    bool IsLoss,
    EquatableArray<EntryInput> Inputs,
    EquatableArray<string> Dimensions,
    TensorGraph Evaluation,
    TensorGraph Training,
    EquatableArray<SizeBound> Bounds = default,
    IncrementalForm? Incremental = null);

/// <summary>
/// That an entry point takes sequences piece by piece: the method that takes them whole, the named dimension along which elements
/// come, how many a sequence may have, and the name for the number of elements before.
/// </summary>
internal sealed record IncrementalForm(string Method, string Dimension, Dimension Capacity, string Past);

/// <summary>
/// That one size may not exceed another, where only a call knows: checked before anything runs. <see cref="Origin"/> is the
/// expression that demands it.
/// </summary>
internal sealed record SizeBound(Dimension Smaller, Dimension Larger, int Origin);

/// <summary>An input of an entry point, with the user's name for it.</summary>
internal sealed record EntryInput(string Name, TensorType Type);

/// <summary>The user's expression with the ordinal that is its index in <see cref="ModelProgram.Sources"/>, and the layer path it ran in.</summary>
internal sealed record SourceText(string Text, string Path);
