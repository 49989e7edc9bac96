namespace Pico.Models;

/// <summary>
/// What an entry point computes in evaluation, before anything is fused: for tools that translate models. Operands come before the nodes that
/// read them; the nodes of repeated layers stand once.
/// </summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Result">The node that is returned.</param>
/// <param name="Repetitions">The loops over repeated layers.</param>
public sealed record GraphDescription(IReadOnlyList<NodeDescription> Nodes, int Result, IReadOnlyList<GraphRepetition> Repetitions);

/// <summary>One value.</summary>
/// <param name="Operation">What it is.</param>
/// <param name="Operands">The nodes that it reads.</param>
/// <param name="Type">Its element type; conditions are int32.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Source">The user's expression, or empty.</param>
/// <param name="Layer">The dotted path of the layer that the expression stands in, with <c>*</c> for the number of a repeated one.</param>
/// <param name="Repetition">The repetition that makes it anew for each layer, or -1.</param>
public sealed record NodeDescription(
    NodeOperation Operation,
    IReadOnlyList<int> Operands,
    DType Type,
    IReadOnlyList<SizeFormula> Shape,
    string Source = "",
    string Layer = "",
    int Repetition = -1);

/// <summary>A loop over repeated layers.</summary>
/// <param name="Name">The dotted name of their array.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Results">Slot by slot the node whose value the next layer finds in <see cref="NodeOperation.Carried"/>, or -1.</param>
public sealed record GraphRepetition(string Name, SizeFormula Count, IReadOnlyList<int> Results);
