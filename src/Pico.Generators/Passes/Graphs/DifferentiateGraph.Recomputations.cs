using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The way back through a layer that is computed again begins with copies of its nodes, which read what the layer was given. They
/// are made when they are first needed, so that they stand right before the gradients that read them, and belong to a
/// recomputation of their own, by which later passes tell them from the originals.
/// </summary>
internal sealed partial class DifferentiateGraph
{
    private readonly Dictionary<int, (Dictionary<int, int> Nodes, Dictionary<int, int> Repetitions)> copies = new();

    /// <summary>
    /// The node whose value the rule of a node may read for one of the way forth: a copy, where both stand in a layer that is
    /// computed again (in the innermost, when such layers are nested), or else the node itself.
    /// </summary>
    private int ValueFor(TensorNode reader, int node) => ValueIn(reader.Recomputation, node);

    private int ValueIn(int recomputation, int node)
    {
        var innermost = Enclosing(recomputation).Where(enclosing => IsInside(graph.Nodes[node].Recomputation, enclosing)).DefaultIfEmpty(-1).First();
        return innermost < 0 ? node : Copies(innermost).Nodes[node];
    }

    /// <summary>The repetition whose values the way back through one reads.</summary>
    private int RepetitionFor(int repetition) => graph.Repetitions[repetition].Recomputation is >= 0 and var recomputation
        ? Copies(recomputation).Repetitions[repetition]
        : repetition;

    private (Dictionary<int, int> Nodes, Dictionary<int, int> Repetitions) Copies(int recomputation)
    {
        if (!copies.TryGetValue(recomputation, out var made))
        {
            copies.Add(recomputation, made = Copy(recomputation));
        }

        return made;
    }

    private (Dictionary<int, int> Nodes, Dictionary<int, int> Repetitions) Copy(int recomputation)
    {
        var layer = graph.Recomputations[recomputation];
        var (nodes, repetitions) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        int Copied(int node) => nodes.TryGetValue(node, out var copy) ? copy : ValueIn(layer.Outer, node);

        var here = layer.Repetition < 0 ? -1 : backward;
        var again = builder.Add(layer with { Repetition = here, Outer = -1, IsAgain = true });
        for (var repetition = 0; repetition < graph.Repetitions.Count; repetition++)
        {
            if (IsInside(graph.Repetitions[repetition].Recomputation, recomputation))
            {
                repetitions.Add(repetition, builder.Add(graph.Repetitions[repetition] with { Results = EquatableArray<int>.Empty, Recomputation = again }));
            }
        }

        var around = builder.Repetition;
        foreach (var index in Enumerable.Range(0, graph.Nodes.Count).Where(node => IsInside(graph.Nodes[node].Recomputation, recomputation)))
        {
            var node = graph.Nodes[index];

            // An outcome belongs to no repetition; the layer it stands in belongs to none either.
            builder.Repetition = node.Repetition == layer.Repetition ? here : repetitions[node.Repetition];
            nodes.Add(index, builder.Add(node with
            {
                Op = node.Op is TensorOp.Outcome outcome ? new TensorOp.Outcome(repetitions[outcome.Repetition], outcome.Slot) : node.Op,
                Operands = node.Operands.Select(Copied).ToEquatableArray(),
                Repetition = -1,
                Recomputation = again,
            }));
        }

        builder.Repetition = around;
        foreach (var pair in repetitions)
        {
            var results = graph.Repetitions[pair.Key].Results.Select(node => node < 0 ? -1 : Copied(node));
            builder.Replace(pair.Value, builder.Repetitions[pair.Value] with { Results = results.ToEquatableArray() });
        }

        return (nodes, repetitions);
    }

    /// <summary>A recomputation and those around it, from the innermost.</summary>
    private IEnumerable<int> Enclosing(int recomputation)
    {
        for (var outer = recomputation; outer >= 0; outer = graph.Recomputations[outer].Outer)
        {
            yield return outer;
        }
    }

    private bool IsInside(int recomputation, int outer) => Enclosing(recomputation).Contains(outer);
}
