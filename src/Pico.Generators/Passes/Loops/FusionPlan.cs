using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// What <see cref="FuseLoops"/> decided: the groups in an order in which they can run, and which values are stored. A value
/// that is used outside its group and not stored is computed again there.
/// </summary>
internal sealed class FusionPlan
{
    private readonly Dictionary<int, FusionGroup> groupOf = new();
    private readonly HashSet<int> outputs;
    private readonly ILookup<int, int> gradients;
    private readonly List<int>[] users;

    // Asked for again and again while choices are compared; the graph does not change.
    private readonly LoopDomain?[] domains;
    private readonly int?[] values;
    private readonly int[] storages;

    public FusionPlan(TensorGraph graph)
    {
        Graph = graph;
        users = Liveness.Users(graph);
        domains = new LoopDomain?[graph.Nodes.Count];
        values = new int?[graph.Nodes.Count];
        storages = new int[graph.Nodes.Count];
        for (var node = 0; node < storages.Length; node++)
        {
            storages[node] = this[node].Op is TensorOp.Reshape || IsFirstPart(node) ? storages[this[node].Operands[0]] : node;
        }

        outputs = new HashSet<int>(graph.Outputs.Select(output => output.Node).Concat(StackedValues(graph)).Select(Storage));
        gradients = graph.Outputs.Where(output => output.Parameter >= 0).ToLookup(output => Storage(output.Node), output => output.Parameter);
    }

    public TensorGraph Graph { get; }

    public List<FusionGroup> Groups { get; } = new();

    public HashSet<int> Stored { get; } = new();

    public TensorNode this[int node] => Graph.Nodes[node];

    public FusionGroup? GroupOf(int node) => groupOf.TryGetValue(node, out var group) ? group : null;

    /// <summary>The nodes that read a node, in order, one entry per use; views are users like others.</summary>
    public IReadOnlyList<int> Users(int node) => users[node];

    /// <summary>The nodes that read what a node stores, seen through all views.</summary>
    public IEnumerable<int> ReadersOfStorage(int node) =>
        users[node].SelectMany(user => IsView(user) ? ReadersOfStorage(user) : new[] { user });

    /// <summary>Whether the node's memory is what the graph, or a repetition in it, gives out.</summary>
    public bool IsOutput(int node) => outputs.Contains(node);

    /// <summary>
    /// Whether the node and a node of the group are shares of one parameter's gradient. They must be added in different steps,
    /// because the rows that threads share out need not be the same elements of it.
    /// </summary>
    public bool AddsToSameGradient(int node, FusionGroup group) =>
        gradients[node].Any() && group.Nodes.Any(other => gradients[other].Intersect(gradients[node]).Any());

    /// <summary>What repetitions start with and leave: values that must lie in memory.</summary>
    public static IEnumerable<int> StackedValues(TensorGraph graph) => graph.Nodes
        .Where(node => node.Op is TensorOp.Carried)
        .Select(node => node.Operands[0])
        .Concat(graph.Repetitions.SelectMany(repetition => repetition.Results).Where(node => node >= 0));

    /// <summary>Moves a node into another group; who reads it then reads that group.</summary>
    public void Move(int node, FusionGroup into)
    {
        var from = groupOf[node];
        from.Nodes.Remove(node);
        groupOf[node] = into;
        into.Nodes.Add(node);
        into.Nodes.Sort();
        into.Reads.UnionWith(OperandGroups(node).Where(read => read != into));
        foreach (var reader in Groups.Where(group => group != into && group.Reads.Contains(from)))
        {
            reader.Reads.Add(into);
        }

        if (from.Nodes.Count > 0)
        {
            from.Reads.Clear();
            from.Reads.UnionWith(from.Nodes.SelectMany(OperandGroups).Where(read => read != from));
            return;
        }

        Groups.Remove(from);
        foreach (var group in Groups)
        {
            group.Reads.Remove(from);
        }
    }

    public void Assign(int node, FusionGroup group)
    {
        groupOf.Add(node, group);
        group.Nodes.Add(node);
    }

    /// <summary>Moves all nodes of one group into another, which then reads what both read.</summary>
    public void Merge(FusionGroup into, FusionGroup from)
    {
        foreach (var node in from.Nodes)
        {
            groupOf[node] = into;
        }

        into.Nodes.AddRange(from.Nodes);
        into.Nodes.Sort();
        into.Reads.UnionWith(from.Reads);
        into.Reads.Remove(into);
        into.Reads.Remove(from);
        if (into.Domain.Columns.IsOne)
        {
            into.Domain = from.Domain;
        }

        Groups.Remove(from);
        foreach (var group in Groups)
        {
            if (group.Reads.Remove(from) && group != into)
            {
                group.Reads.Add(into);
            }
        }
    }

    /// <summary>
    /// Joining may not make two groups wait for each other, nor a loop read what it makes in another row. What is computed again
    /// is not computed before it is needed again.
    /// </summary>
    public bool CanJoin(int node, FusionGroup group) => group.Repetition == this[node].Repetition && (Graph.Again(node) < 0 || Graph.Again(node) == group.Again) &&
        OperandGroups(node).All(read => read == group || !read.DependsOn(group)) &&
        ReadElsewhere(node).All(stored => GroupOf(stored) != group) && !AddsToSameGradient(node, group);

    /// <summary>The groups that make the operands, seen through views and through maps that are absorbed.</summary>
    public IEnumerable<FusionGroup> OperandGroups(int node)
    {
        foreach (var operand in this[node].Operands.Select(Storage))
        {
            if (GroupOf(operand) is { } group)
            {
                yield return group;
            }
            else if (!IsLeaf(operand) || this[operand].Op is TensorOp.Carried or TensorOp.Outcome)
            {
                foreach (var inner in OperandGroups(operand))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>Whether a reduction runs along the last axis; otherwise it leaves a value for every column.</summary>
    public bool IsAlongRow(int node) => this[node].Op is TensorOp.Reduce reduce && reduce.Axis == this[this[node].Operands[0]].Type.Rank - 1;

    /// <summary>
    /// Whether the node is its operand's memory under another shape: a reshape, or the first part of an argument or parameter.
    /// </summary>
    public bool IsView(int node) => storages[node] != node;

    /// <summary>A slice from zero along the outermost dimension begins where its operand begins.</summary>
    private bool IsFirstPart(int node) => this[node].Op is TensorOp.Slice { Start.Value: 0 } slice &&
        this[node].Type.Shape.Take(slice.Axis).All(size => size.IsOne) &&
        this[Storage(this[node].Operands[0])].Op is TensorOp.Input or TensorOp.Parameter;

    /// <summary>The node that owns the memory: views of other shape are looked through.</summary>
    public int Storage(int node) => storages[node];

    /// <summary>The value as an element of a loop: looks through views that keep every element at its row and column.</summary>
    public int Value(int node) => values[node] ??= IsView(node) && Domain(node).Equals(Domain(this[node].Operands[0])) ? Value(this[node].Operands[0]) : node;

    /// <summary>
    /// The stored values that a node reads at other places than the iteration's own: through a view that moves elements, or by index. They
    /// must be complete before the step of the node begins.
    /// </summary>
    public IEnumerable<int> ReadElsewhere(int node) => IsView(node)
        ? Enumerable.Empty<int>()
        : this[node].Operands.Where(operand => this[node].Op is TensorOp.Gather || Value(operand) != Storage(operand)).Select(Storage);

    public LoopDomain Domain(int node) => domains[node] ??= LoopDomain.Of(this[node].Type);

    /// <summary>Whether the value is at hand anywhere: an argument, a number, or a formula of the index.</summary>
    public bool IsLeaf(int node) => this[node].Op is TensorOp.Input or TensorOp.Parameter or TensorOp.Constant or TensorOp.Size
        or TensorOp.Iota or TensorOp.Random or TensorOp.Carried or TensorOp.Outcome || IsNumber(node);

    /// <summary>Whether the value lies in memory without a step of its own having put it there.</summary>
    public bool IsMemory(int node) => this[node].Op is TensorOp.Input or TensorOp.Parameter or TensorOp.Carried or TensorOp.Outcome;

    /// <summary>Whether sizes alone determine the value: it is computed once at the start of each loop that reads it.</summary>
    public bool IsNumber(int node) => this[node].Op is TensorOp.Size or TensorOp.Constant ||
        (this[node].Op is TensorOp.Map && this[node].Type.Rank == 0 && this[node].Operands.All(IsNumber) && !IsOutput(node));

    /// <summary>Whether a node of that domain is a value per row inside a loop over the other domain.</summary>
    public static bool IsRowOf(LoopDomain node, LoopDomain loop) => node.Columns.IsOne && !loop.Columns.IsOne && node.Rows == loop.Rows;

    /// <summary>
    /// The groups in an order in which each comes after those that it reads; ties keep the order of creation. Those of a
    /// repetition stay together.
    /// </summary>
    public void Sort()
    {
        var sorted = new List<FusionGroup>();
        var waiting = Groups.ToList();
        while (waiting.Count > 0)
        {
            var first = waiting.First(group => Together(group).SelectMany(member => member.Reads)
                .All(read => sorted.Contains(read) || (read.Repetition >= 0 && read.Repetition == group.Repetition)));
            var members = Together(first).ToList();
            while (members.Count > 0)
            {
                var next = members.First(group => !group.Reads.Any(members.Contains));
                members.Remove(next);
                waiting.Remove(next);
                sorted.Add(next);
            }
        }

        Groups.Clear();
        Groups.AddRange(sorted);

        IEnumerable<FusionGroup> Together(FusionGroup group) =>
            group.Repetition < 0 ? new[] { group } : waiting.Where(other => other.Repetition == group.Repetition);
    }
}
