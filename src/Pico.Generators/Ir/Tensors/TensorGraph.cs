namespace Pico.Generators.Ir;

/// <summary>
/// One entry point as a graph: nodes in an order in which operands come first, and what it returns. <see cref="Trace"/> lists
/// the operations of the source in the order in which the eager run numbers them; passes keep it as far as they can.
/// </summary>
internal sealed record TensorGraph(
    EquatableArray<TensorNode> Nodes,
    EquatableArray<TensorOutput> Outputs,
    EquatableArray<TracedOperation> Trace = default);

/// <summary>
/// An operation of the source: its origin, and the nodes that hold its value and the gradient of its value, each -1 when no
/// node does, or does any more.
/// </summary>
internal sealed record TracedOperation(int Node, int Origin, int Gradient = -1)
{
    /// <summary>The same operation in a graph with other numbers; <paramref name="number"/> gives -1 for nodes that are gone.</summary>
    public TracedOperation Renumbered(System.Func<int, int> number) => this with
    {
        Node = Node < 0 ? -1 : number(Node),
        Gradient = Gradient < 0 ? -1 : number(Gradient),
    };
}

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

/// <summary>
/// A value that leaves the graph: the result (parameter -1), or what is added to the gradient of a parameter. A parameter may
/// have several such outputs. One that has fewer elements than the parameter is added to the first ones.
/// </summary>
internal sealed record TensorOutput(int Node, int Parameter = -1);
