using Pico.Models;

namespace Pico.Checkpoints;

/// <summary>Gives a flat buffer of numbers.</summary>
public delegate Span<float> FlatBuffer();

/// <summary>
/// A flat buffer in the layout of a model's parameters (its weights, or an optimizer's moments), stored one tensor a parameter.
/// </summary>
/// <param name="Prefix">Stands before the parameters' dotted names; empty for the weights of a model that travels.</param>
/// <param name="Parameters">The layout.</param>
/// <param name="Values">The numbers, <see cref="ParameterSet.Length"/> of them.</param>
public sealed record CheckpointSection(string Prefix, ParameterSet Parameters, FlatBuffer Values);
