namespace Pico.Training;

/// <summary>
/// Trained parameters that an optimizer treats in a way of their own (torch's parameter groups): chosen by patterns over their dotted names, or
/// by the <see cref="GroupAttribute"/> of their declaration. What no group takes is left to the optimizer's own settings.
/// </summary>
/// <example><code>
/// var optimizer = new AdamW(model.Parameters, 1e-3, groups:
/// [
///     ParameterGroup.Matching("head.*") with { LearningRate = 1e-2 },
///     ParameterGroup.Marked("tables") with { WeightDecay = 0 },
/// ]);
/// </code></example>
public sealed record ParameterGroup
{
    private ParameterGroup(string name, IReadOnlyList<string> patterns, string? mark) => (Name, Patterns, Mark) = (name, patterns, mark);

    /// <summary>What messages call it: its patterns, or its mark.</summary>
    public string Name { get; }

    /// <summary>The step size at the optimizer's initial one; a schedule moves all groups by the same factor. Without it, the optimizer's own.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The weight decay; without it, the optimizer's own for what has two dimensions or more, and none for the rest.</summary>
    public double? WeightDecay { get; init; }

    internal IReadOnlyList<string> Patterns { get; }

    internal string? Mark { get; }

    /// <summary>The parameters whose dotted names match one of the patterns.</summary>
    /// <param name="patterns">Names such as <c>blocks.*.bias</c>; <c>*</c> stands for any characters, <c>?</c> for one.</param>
    public static ParameterGroup Matching(params IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        return new ParameterGroup(string.Join(", ", patterns.Select(pattern => $"'{pattern}'")), patterns, mark: null);
    }

    /// <summary>The parameters that were declared below a <see cref="GroupAttribute"/> of this name.</summary>
    /// <param name="name">The attribute's name.</param>
    public static ParameterGroup Marked(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new ParameterGroup($"[Group(\"{name}\")]", [], name);
    }
}
