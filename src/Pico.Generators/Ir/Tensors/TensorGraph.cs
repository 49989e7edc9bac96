namespace Pico.Generators.Ir;

/// <summary>
/// One entry point as a graph: nodes in an order in which operands come first, and what it returns. <see cref="Trace"/> lists
/// the operations of the source in the order in which the eager run numbers them; passes keep it as far as they can.
/// </summary>
internal sealed record TensorGraph(
    EquatableArray<TensorNode> Nodes,
    EquatableArray<TensorOutput> Outputs,
    EquatableArray<TracedOperation> Trace = default);

/// <summary>An operation of the source: the node that holds its value, or -1 when no node does any more, and its origin.</summary>
internal sealed record TracedOperation(int Node, int Origin);

/// <summary>
/// One value. <see cref="Origin"/> is the ordinal of the user's expression (-1: none), which the binder can turn back into
/// text and location; <see cref="Name"/> is the user's name for the value, used in the generated code.
/// </summary>
internal sealed record TensorNode(
    TensorOp Op,
    EquatableArray<int> Operands,
    TensorType Type,
    int Origin = -1,
    string? Name = null);

/// <summary>A value that leaves the graph: the result (parameter -1), or the gradient of a parameter.</summary>
internal sealed record TensorOutput(int Node, int Parameter = -1);
