namespace Pico.Models;

/// <summary>One parameter of a model: where it lies in the flat buffers of values and of gradients.</summary>
/// <param name="Name">Its dotted name, such as <c>blocks.0.weight</c>.</param>
/// <param name="Shape">Its shape, outermost dimension first.</param>
/// <param name="Offset">Its first element in the flat buffer, a multiple of 16.</param>
/// <param name="Length">Its number of elements.</param>
public sealed record ParameterInfo(string Name, IReadOnlyList<int> Shape, int Offset, int Length);
