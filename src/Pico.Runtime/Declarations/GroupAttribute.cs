namespace Pico;

/// <summary>
/// Names the group of a <see cref="ParameterAttribute"/> field, or of everything inside a layer or array of layers. An optimizer may
/// then treat it in a way of its own: see <see cref="Training.ParameterGroup.Marked"/>. A parameter below two marks of different names is an error.
/// </summary>
/// <param name="name">The name.</param>
/// <example><code>
/// [Group("tables")] readonly Embedding tokens = new(vocab, width);
/// </code></example>
[AttributeUsage(AttributeTargets.Field)]
public sealed class GroupAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
