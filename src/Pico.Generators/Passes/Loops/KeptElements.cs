using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The dear elements of a row that a loop over rows needs again in a later phase, such as the exponentials of a softmax, and where they wait for
/// it. Nobody else reads them, so one row is enough, and what is in the first-level cache stays there: the row of a result that the loop
/// writes later anyway, or, where there is none to lend, a row that each chunk has for itself. Cheap elements are computed again.
/// </summary>
internal sealed class KeptElements
{
    private readonly LowerLoops lowering;
    private readonly FusionPlan plan;
    private readonly FusionGroup group;
    private readonly HashSet<int> local;
    private readonly IReadOnlyDictionary<int, int> phases;
    private readonly Func<int, bool> isElement;
    private readonly Dictionary<int, LoopSink.Store> kept = new();

    /// <param name="lowering">The program.</param>
    /// <param name="group">The loop.</param>
    /// <param name="local">What it computes.</param>
    /// <param name="phases">The phase of each of these.</param>
    /// <param name="isElement">Whether one has a value for every column, rather than one for the row or for all rows.</param>
    public KeptElements(LowerLoops lowering, FusionGroup group, HashSet<int> local, IReadOnlyDictionary<int, int> phases, Func<int, bool> isElement)
    {
        this.lowering = lowering;
        this.group = group;
        this.local = local;
        this.phases = phases;
        this.isElement = isElement;
        plan = lowering.Plan;
    }

    /// <summary>Settles what is kept, when it is known in which phase everything is computed.</summary>
    public void Choose()
    {
        if (phases.Values.Max() == 0)
        {
            return; // no phase comes later
        }

        var found = new HashSet<int>();
        foreach (var node in local.Where(isElement).OrderBy(node => node))
        {
            if (!plan.Stored.Contains(node) && Readers(node).Any(reader => UsePhase(reader) > phases[node]) && Price(node, found) >= ScalarCost.Dear)
            {
                found.Add(node);
            }
        }

        foreach (var node in found.OrderBy(node => node))
        {
            kept.Add(node, Place(node, found));
        }
    }

    /// <summary>Where an element is kept, or null if it is not.</summary>
    public LoopSink.Store? PlaceOf(int node) => kept.TryGetValue(node, out var place) ? place : null;

    /// <summary>The price of an element and of all that is computed for it alone, each once.</summary>
    public int Price(int node) => Price(node, kept.Keys);

    private int Price(int node, ICollection<int> memory)
    {
        var all = new HashSet<int>();
        void Add(int value)
        {
            if (all.Add(value))
            {
                foreach (var operand in plan[value].Operands.Select(plan.Value).Where(operand => local.Contains(operand) && isElement(operand) && !plan.Stored.Contains(operand) && !memory.Contains(operand)))
                {
                    Add(operand);
                }
            }
        }

        Add(node);
        return all.Sum(value => plan[value].Op is TensorOp.Map map ? ScalarCost.Of(map.Function) : 0);
    }

    private LoopSink.Store Place(int node, HashSet<int> found)
    {
        var last = LastUse(node, found, new Dictionary<int, int>());
        var lent = new HashSet<int>(kept.Values.Select(place => place.Buffer));
        var lender = group.Nodes.Where(other => CanLend(other, node, last)).Select(other => (int?)lowering.Buffers.Of(other)).FirstOrDefault(buffer => !lent.Contains(buffer!.Value));
        return lender is { } buffer ? new LoopSink.Store(buffer, false) : new LoopSink.Store(lowering.Buffers.RowOfChunk(node, group), false, LoopRow.Chunk);
    }

    /// <summary>
    /// Whether the row of a result can be used until the result is there: it may not be what another step, or another round of a repetition, has left to read.
    /// </summary>
    private bool CanLend(int result, int node, int last) => local.Contains(result) && isElement(result) && plan.Stored.Contains(result) && phases[result] >= last &&
        plan.Domain(result).Equals(group.Domain) && plan[result].Type.Element == plan[node].Type.Element &&
        lowering.Buffers[lowering.Buffers.Of(result)] is { Kind: BufferKind.Temporary, Stack: null or { Place: StackPlace.Own } };

    /// <summary>The last phase that reads an element: what is made of it and not kept itself is computed again where it is needed.</summary>
    private int LastUse(int node, HashSet<int> found, Dictionary<int, int> known)
    {
        if (!known.TryGetValue(node, out var last))
        {
            last = Readers(node).Max(reader => isElement(reader) && !found.Contains(reader) && !plan.Stored.Contains(reader) && Readers(reader).Any()
                ? Math.Max(phases[reader], LastUse(reader, found, known))
                : UsePhase(reader));
            known.Add(node, last);
        }

        return last;
    }

    private IEnumerable<int> Readers(int node) => local.Where(reader => plan[reader].Operands.Any(operand => plan.Value(operand) == node));

    /// <summary>The phase in which a node reads its elements.</summary>
    private int UsePhase(int node) => plan.IsAlongRow(node) ? phases[node] - 1 : phases[node];
}
