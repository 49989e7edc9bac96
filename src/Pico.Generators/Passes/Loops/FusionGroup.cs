using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Nodes that become one step.</summary>
internal sealed class FusionGroup
{
    private readonly IReadOnlyList<FusionGroup> all;

    public FusionGroup(FusionKind kind, LoopDomain domain, int repetition, int again, IReadOnlyList<FusionGroup> all)
    {
        Kind = kind;
        Domain = domain;
        Repetition = repetition;
        Again = again;
        this.all = all;
    }

    public FusionKind Kind { get; }

    /// <summary>A group of row values alone has one column until an element node joins.</summary>
    public LoopDomain Domain { get; set; }

    /// <summary>The repetition that runs the step (-1: none).</summary>
    public int Repetition { get; }

    /// <summary>The recomputation that the step is part of, on the way back (-1: none).</summary>
    public int Again { get; }

    /// <summary>In graph order.</summary>
    public List<int> Nodes { get; } = new();

    /// <summary>The groups whose results this one reads.</summary>
    public HashSet<FusionGroup> Reads { get; } = new();

    /// <summary>
    /// Whether this group, directly or not, reads the other. Seen from outside a repetition is one: who reads what it leaves
    /// waits for all of it, and so for all that any part of it reads.
    /// </summary>
    public bool DependsOn(FusionGroup other) => Dependencies(other.Repetition == Repetition, other).Contains(other);

    /// <summary>The groups that this one reads, directly or not: itself, or as part of its repetition; all of them, or until one is found.</summary>
    public HashSet<FusionGroup> Dependencies(bool isByItself, FusionGroup? sought = null)
    {
        var seen = new HashSet<FusionGroup>();
        var whole = new HashSet<int>(); // repetitions whose groups have been entered together
        var pending = new Stack<FusionGroup>(isByItself ? Reads : ReadsOfRepetition());
        while (pending.Count > 0)
        {
            var group = pending.Pop();
            if (!seen.Add(group))
            {
                continue;
            }

            if (group == sought)
            {
                break;
            }

            if (group.Repetition == Repetition || group.Repetition < 0 || whole.Add(group.Repetition))
            {
                foreach (var read in group.Repetition == Repetition ? group.Reads : group.ReadsOfRepetition())
                {
                    pending.Push(read);
                }
            }
        }

        return seen;
    }

    private IEnumerable<FusionGroup> ReadsOfRepetition() =>
        Repetition < 0 ? Reads : all.Where(mate => mate.Repetition == Repetition).SelectMany(mate => mate.Reads.Append(mate));
}

/// <summary>The form of the step.</summary>
internal enum FusionKind
{
    /// <summary>A loop over rows, with maps and reductions along the row.</summary>
    Rows,

    /// <summary>A reduction along an axis other than the last.</summary>
    Columns,

    /// <summary>A matrix product and its epilogue.</summary>
    Product,

    /// <summary>A convolution, or one of its gradients, and its epilogue.</summary>
    Convolution,

    /// <summary>A pool or its gradient.</summary>
    Pool,

    /// <summary>An attention with what its backward pass needs, or all gradients of one.</summary>
    Attention,

    /// <summary>A change of layout.</summary>
    Copy,

    /// <summary>Rows added where indices say.</summary>
    Scatter,
}
