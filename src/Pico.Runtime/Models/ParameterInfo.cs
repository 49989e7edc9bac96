namespace Pico.Models;

/// <summary>One parameter of a model, and where it lies in its segment.</summary>
/// <param name="Name">Its dotted name, such as <c>blocks.0.weight</c>.</param>
/// <param name="Shape">Its shape, outermost dimension first.</param>
/// <param name="Offset">
/// Its first element, a multiple of 16: in <see cref="ParameterSet.Values"/> and in the gradients, or when it is frozen in
/// <see cref="ParameterSet.FrozenValues"/>, a buffer in <see cref="ParameterSet.BufferValues"/>.
/// </param>
/// <param name="Length">Its number of elements.</param>
/// <param name="IsFrozen">Whether it is never trained; then it has no gradient.</param>
/// <param name="Group">The name of the <see cref="GroupAttribute"/> above it, or null.</param>
/// <param name="IsBuffer">Whether it is a <see cref="BufferAttribute"/> field, which is never trained either.</param>
public sealed record ParameterInfo(
    string Name, IReadOnlyList<int> Shape, int Offset, int Length, bool IsFrozen = false, string? Group = null, bool IsBuffer = false);
