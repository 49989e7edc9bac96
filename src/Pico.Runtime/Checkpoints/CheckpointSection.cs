using Pico.Models;

namespace Pico.Checkpoints;

/// <summary>Gives a flat buffer of numbers.</summary>
public delegate Span<float> FlatBuffer();

/// <summary>Gives a flat buffer of numbers of another type than float.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal delegate Span<T> FlatBuffer<T>();

/// <summary>
/// A flat buffer in the layout of a segment of a model's parameters (its weights, or an optimizer's moments), stored one tensor a
/// parameter.
/// </summary>
public sealed class CheckpointSection
{
    /// <summary>A section of float.</summary>
    /// <param name="prefix">Stands before the parameters' dotted names; empty for the weights of a model that travels.</param>
    /// <param name="parameters">The parameters of the segment.</param>
    /// <param name="values">The numbers, at the parameters' offsets.</param>
    public CheckpointSection(string prefix, IReadOnlyList<ParameterInfo> parameters, FlatBuffer values)
        : this(prefix, parameters, new FloatMemory(values))
    {
    }

    internal CheckpointSection(string prefix, IReadOnlyList<ParameterInfo> parameters, ISectionMemory memory) =>
        (Prefix, Parameters, Memory) = (prefix, parameters, memory);

    /// <summary>Stands before the parameters' dotted names.</summary>
    public string Prefix { get; }

    /// <summary>The parameters of the segment.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>The numbers.</summary>
    internal ISectionMemory Memory { get; }

    /// <summary>The weights of a model, trained and frozen, and its buffers.</summary>
    /// <param name="prefix">Stands before the parameters' dotted names.</param>
    /// <param name="parameters">The model's parameters.</param>
    public static IReadOnlyList<CheckpointSection> Weights(string prefix, ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var isNarrow = parameters.Storage == Storage.BFloat16;
        return
        [
            new(prefix, parameters.Trained, isNarrow ? new BFloat16Memory(() => parameters.NarrowValues) : new FloatMemory(() => parameters.Values)),
            new(prefix, parameters.Frozen, isNarrow ? new BFloat16Memory(() => parameters.NarrowFrozenValues) : new FloatMemory(() => parameters.FrozenValues)),
            new(prefix, parameters.Buffers, new FloatMemory(() => parameters.BufferValues)),
        ];
    }
}
