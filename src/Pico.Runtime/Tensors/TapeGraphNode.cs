namespace Pico;

/// <summary>One value on a tape.</summary>
/// <param name="Number">Its position in <see cref="TapeGraph.Nodes"/>.</param>
/// <param name="Value">The value, with its name and, after <see cref="Tensor.Backward()"/>, its gradient.</param>
/// <param name="Operation">What made it; null for what was given.</param>
/// <param name="Function">The function of a map; otherwise null.</param>
/// <param name="Operands">The numbers of the values it was made from; a number occurs twice where a value is used twice.</param>
public sealed record TapeGraphNode(int Number, Tensor Value, PrimitiveKind? Operation, Delegate? Function, IReadOnlyList<int> Operands);
