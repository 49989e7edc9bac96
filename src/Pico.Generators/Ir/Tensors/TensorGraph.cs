namespace Pico.Generators.Ir;

/// <summary>
/// One entry point as a graph: nodes in an order in which operands come first, and what it returns. <see cref="Trace"/> lists
/// the operations of the source in the order in which the eager run numbers them; passes keep it as far as they can.
/// </summary>
internal sealed record TensorGraph(
    EquatableArray<TensorNode> Nodes,
    EquatableArray<TensorOutput> Outputs,
    EquatableArray<TracedOperation> Trace = default,
    EquatableArray<Repetition> Repetitions = default,
    EquatableArray<Recomputation> Recomputations = default)
{
    /// <summary>The recomputation of which a node is what the way back computes (-1: none).</summary>
    public int Again(int node) => Nodes[node].Recomputation is >= 0 and var recomputation && Recomputations[recomputation].IsAgain ? recomputation : -1;
}

/// <summary>
/// A part of the graph that runs once for every layer of a repeated array, forwards or, when it forms the gradients of
/// <see cref="Mirrors"/>, backwards. The nodes say themselves that they belong to it. <see cref="Results"/> are, slot by slot,
/// the nodes whose values the next repetition finds in <see cref="TensorOp.Carried"/> (-1: nobody asks for them).
/// <see cref="Dropouts"/> counts the dropout calls of one repetition, <see cref="Recomputation"/> is the call it stands in (-1: none).
/// </summary>
internal sealed record Repetition(
    string Name, Dimension Count, EquatableArray<int> Results, int Dropouts = 0, int Mirrors = -1, int Recomputation = -1)
{
    public bool IsBackward => Mirrors >= 0;

    /// <summary>The same in a graph with other numbers; <paramref name="number"/> gives -1 for nodes that are gone.</summary>
    public Repetition Renumbered(System.Func<int, int> number) => this with
    {
        Results = System.Linq.Enumerable.Select(Results, node => node < 0 ? -1 : number(node)).ToEquatableArray(),
    };
}

/// <summary>
/// A call of a layer of which nothing is saved for the way back: the way back computes it again, from what it was given. The nodes
/// say themselves that they belong to it. <see cref="Layer"/> is the layer's dotted path, <see cref="Repetition"/> the
/// repetition and <see cref="Outer"/> the recomputation that the call stands in (-1: none). <see cref="IsAgain"/>: these are
/// the nodes that the way back computes.
/// </summary>
internal sealed record Recomputation(string Layer, int Repetition, int Outer, bool IsAgain = false);

/// <summary>
/// An operation of the source: its origin, and the nodes that hold its value and the gradient of its value, each -1 when no
/// node does, or does any more; and the repetition that runs it again and again (-1: none).
/// </summary>
internal sealed record TracedOperation(int Node, int Origin, int Gradient = -1, int Repetition = -1)
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
/// text and location; <see cref="Name"/> is the user's name for the value, used in the generated code. Values of a
/// <see cref="Repetition"/> are made anew each time; arguments, numbers and formulas of the index belong to none (-1), nor to
/// a <see cref="Recomputation"/>.
/// </summary>
internal sealed record TensorNode(
    TensorOp Op,
    EquatableArray<int> Operands,
    TensorType Type,
    int Origin = -1,
    string? Name = null,
    int Repetition = -1,
    int Recomputation = -1);

/// <summary>
/// A value that leaves the graph: the result, the new value of a buffer, or what is added to the gradient of a parameter. A parameter may
/// have several such outputs. One that has fewer elements than the parameter is added to the first ones.
/// </summary>
internal sealed record TensorOutput(int Node, int Parameter = -1, int Buffer = -1)
{
    /// <summary>Whether it is what the entry point returns.</summary>
    public bool IsResult => Parameter < 0 && Buffer < 0;
}
