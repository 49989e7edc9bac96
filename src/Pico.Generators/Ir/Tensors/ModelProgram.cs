using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>
/// A model after lowering: what the passes transform and the emitter writes. Free of symbols and locations. A specialisation is a
/// variant that is compiled for the values of <see cref="Fixed"/>; no size and no formula mentions these parameters any more.
/// </summary>
internal sealed record ModelProgram(
    ModelType Type,
    EquatableArray<string> Constants,
    EquatableArray<SizeConstraint> Constraints,
    EquatableArray<ModelParameter> Parameters,
    EquatableArray<RepeatedLayer> RepeatedLayers,
    EquatableArray<EntryPoint> EntryPoints,
    EquatableArray<SourceText> Sources,
    EquatableArray<ModelSetting> Settings = default,
    EquatableArray<VariantChoice> Choices = default,
    EquatableArray<ModelProgram> Alternatives = default,
    ElementStorage Storage = ElementStorage.AsComputed,
    EquatableArray<FixedArgument> Fixed = default)
{
    /// <summary>This program and the alternatives: one for each combination of what only construction knows.</summary>
    public System.Collections.Generic.IReadOnlyList<ModelProgram> Variants
    {
        get
        {
            var all = new System.Collections.Generic.List<ModelProgram> { this };
            all.AddRange(Alternatives);
            return all;
        }
    }

    /// <summary>As <c>[Specialize]</c> names the values: <c>width: 128, heads: 4</c>; empty in a general variant.</summary>
    public string Specialization => string.Join(", ", Fixed.Select(argument => argument.Name + ": " + argument.Value));

    /// <summary>The int parameters of the constructor that the compiled code reads.</summary>
    public System.Collections.Generic.IEnumerable<string> OpenConstants => Constants.Where(constant => !IsFixed(constant));

    /// <summary>The other numbers of the constructor that the compiled code reads.</summary>
    public System.Collections.Generic.IEnumerable<ModelSetting> OpenSettings =>
        Settings.Where(setting => setting.Type != ScalarType.Bool && !IsFixed(setting.Name));

    public bool IsFixed(string parameter) => Fixed.Any(argument => argument.Name == parameter);

    /// <summary>What is the size of a dimension, a number of layers or a denominator, and so must be at least one.</summary>
    public System.Collections.Generic.IEnumerable<Dimension> DemandedSizes => Parameters.SelectMany(parameter => parameter.Type.Shape)
        .Concat(EntryPoints.SelectMany(entry => entry.Inputs).SelectMany(input => input.Type.Shape))
        .Concat(RepeatedLayers.Select(layers => layers.Count))
        .Concat(Constraints.OfType<SizeConstraint.Divides>().Select(constraint => constraint.Denominator));
}

/// <summary>
/// That a condition on the constructor's parameters holds, or that it does not. Parameter i of the function is input i: a size,
/// or a parameter that is none. <see cref="ModelProgram.Choices"/> lists them in the order in which they are asked; the
/// programs of a model are the leaves of a tree of questions.
/// </summary>
internal sealed record VariantChoice(ScalarFunction Condition, EquatableArray<Dimension> Inputs, bool Outcome);

/// <summary>
/// A constructor parameter that is not a size: a number, Float32 or Float64, which formulas read by its name, or a Bool, which
/// only choices read.
/// </summary>
internal sealed record ModelSetting(string Name, ScalarType Type);

/// <summary>A constructor parameter that a specialisation gives a value, as C# writes it.</summary>
internal sealed record FixedArgument(string Name, string Value);

/// <summary>
/// The partial class to extend: its namespace (empty: global), the headers of the classes around it and its own (such as
/// <c>public sealed partial class Gpt</c>, without a base list), and its name.
/// </summary>
internal sealed record ModelType(string Namespace, EquatableArray<string> ContainingTypes, string Header, string Name, string HintName);

/// <summary>
/// What sizes must fulfil: checked when the model is constructed, or, where a named dimension takes part, at each call.
/// </summary>
internal abstract record SizeConstraint(int Origin)
{
    /// <summary>The sizes it speaks of.</summary>
    public abstract System.Collections.Generic.IEnumerable<Dimension> Sizes { get; }

    /// <summary>The denominator divides the numerator.</summary>
    internal sealed record Divides(Dimension Numerator, Dimension Denominator, int Origin) : SizeConstraint(Origin)
    {
        public override System.Collections.Generic.IEnumerable<Dimension> Sizes => new[] { Numerator, Denominator };
    }

    /// <summary>A condition holds, whose parameter i is input i; the demand is what a message says.</summary>
    internal sealed record Holds(ScalarFunction Condition, EquatableArray<Dimension> Inputs, string Demand, int Origin) : SizeConstraint(Origin)
    {
        public override System.Collections.Generic.IEnumerable<Dimension> Sizes => Inputs;
    }
}

/// <summary>
/// A parameter: torch's dotted name (<c>blocks.0.weight</c>) and its shape over the model's constants (the names in
/// <see cref="ModelProgram.Constants"/> are the int constructor parameters). <see cref="Position"/> is its place in the
/// order of declaration. One entry stands for the parameter of every layer of a repeated array
/// (<c>blocks.*.weight</c>); its position is that of the first layer's. A frozen one has no gradient, nor has a buffer, which training updates.
/// </summary>
internal sealed record ModelParameter(string Name, TensorType Type, Dimension Position, int RepeatedLayer = -1, bool IsFrozen = false, bool IsBuffer = false);

/// <summary>An array of layers that are alike: its dotted name, how many there are, and the parameters of each.</summary>
internal sealed record RepeatedLayer(string Name, Dimension Count, int ParametersEach);

/// <summary>
/// A method over tensors. <see cref="Dimensions"/> are the named dimensions that become int parameters, in order of first
/// appearance in <see cref="Inputs"/>. <see cref="Evaluation"/> and <see cref="Training"/> differ where there is dropout;
/// neither holds gradients yet. <see cref="Bounds"/> and <see cref="Constraints"/> are what both demand of the sizes of a call, <see cref="TrainingBounds"/> what training demands.
/// <see cref="Loops"/> is what the passes made of it; null before they have run.
/// </summary>
internal sealed record EntryPoint(
    string Name,
    bool IsLoss,
    EquatableArray<EntryInput> Inputs,
    EquatableArray<string> Dimensions,
    TensorGraph Evaluation,
    TensorGraph Training,
    EquatableArray<SizeBound> Bounds = default,
    IncrementalForm? Incremental = null,
    EquatableArray<SizeConstraint> Constraints = default,
    EntryLoops? Loops = null,
    EquatableArray<SizeBound> TrainingBounds = default);

/// <summary>The loop programs of an entry point: of its evaluation, and, if it is a loss, of its training with gradients.</summary>
internal sealed record EntryLoops(LoopProgram Evaluation, LoopProgram? Training);

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
