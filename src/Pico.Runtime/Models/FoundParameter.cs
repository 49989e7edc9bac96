namespace Pico.Models;

/// <summary>A parameter as the fields of a model say it, before it has a place.</summary>
/// <param name="Name">Its dotted name.</param>
/// <param name="Tensor">The field's value.</param>
/// <param name="IsFrozen">Whether it is never trained.</param>
/// <param name="Group">The name of the <see cref="GroupAttribute"/> above it, or null.</param>
/// <param name="IsBuffer">Whether it is a <see cref="BufferAttribute"/> field.</param>
internal sealed record FoundParameter(string Name, Tensor Tensor, bool IsFrozen, string? Group, bool IsBuffer);
