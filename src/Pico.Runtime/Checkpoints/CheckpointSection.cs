using Pico.Models;

namespace Pico.Checkpoints;

/// <summary>Gives a flat buffer of numbers.</summary>
public delegate Span<float> FlatBuffer();

/// <summary>
/// A flat buffer in the layout of a segment of a model's parameters (its weights, or an optimizer's moments), stored one tensor a
/// parameter.
/// </summary>
/// <param name="Prefix">Stands before the parameters' dotted names; empty for the weights of a model that travels.</param>
/// <param name="Parameters">The parameters of the segment.</param>
/// <param name="Values">The numbers, at the parameters' offsets.</param>
public sealed record CheckpointSection(string Prefix, IReadOnlyList<ParameterInfo> Parameters, FlatBuffer Values)
{
    /// <summary>The weights of a model, trained and frozen.</summary>
    /// <param name="prefix">Stands before the parameters' dotted names.</param>
    /// <param name="parameters">The model's parameters.</param>
    public static IReadOnlyList<CheckpointSection> Weights(string prefix, ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return [new(prefix, parameters.Trained, () => parameters.Values), new(prefix, parameters.Frozen, () => parameters.FrozenValues)];
    }
}
