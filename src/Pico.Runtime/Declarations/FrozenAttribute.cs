namespace Pico;

/// <summary>
/// Keeps a <see cref="ParameterAttribute"/> field, or everything inside a layer or array of layers, as it is: frozen parameters take
/// part in the forward pass and gradients flow through the operations that use them, but none is computed for them. They lie in a
/// segment of their own, of which no optimizer knows; checkpoints hold them under their names.
/// </summary>
/// <remarks>An eager run honours it from the model's first use on, when its parameters get their values.</remarks>
/// <example><code>
/// [Frozen] readonly Embedding tokens = new(vocab, width);
/// readonly Linear head = new(width, classes);
/// </code></example>
[AttributeUsage(AttributeTargets.Field)]
public sealed class FrozenAttribute : Attribute;
