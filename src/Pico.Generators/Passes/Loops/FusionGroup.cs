using System.Collections.Generic;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Nodes that become one step.</summary>
internal sealed class FusionGroup
{
    public FusionGroup(FusionKind kind, LoopDomain domain)
    {
        Kind = kind;
        Domain = domain;
    }

    public FusionKind Kind { get; }

    /// <summary>A group of row values alone has one column until an element node joins.</summary>
    public LoopDomain Domain { get; set; }

    /// <summary>In graph order.</summary>
    public List<int> Nodes { get; } = new();

    /// <summary>The groups whose results this one reads.</summary>
    public HashSet<FusionGroup> Reads { get; } = new();

    /// <summary>Whether this group, directly or not, reads the other.</summary>
    public bool DependsOn(FusionGroup other)
    {
        var seen = new HashSet<FusionGroup>();
        var pending = new Stack<FusionGroup>(Reads);
        while (pending.Count > 0)
        {
            var group = pending.Pop();
            if (group == other)
            {
                return true;
            }

            if (seen.Add(group))
            {
                foreach (var read in group.Reads)
                {
                    pending.Push(read);
                }
            }
        }

        return false;
    }
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

    /// <summary>A change of layout.</summary>
    Copy,

    /// <summary>Rows added where indices say.</summary>
    Scatter,
}
