using System.ComponentModel;
using Pico.Memory;

namespace Pico.Models;

/// <summary>
/// Where the temporaries of one entry point lie. The lifetimes are settled at compile time; offsets are assigned once per
/// set of sizes, and temporaries that are never alive together share bytes. The layouts of the last sets of sizes are kept: where
/// sequences differ in length from call to call, planning would else take longer than a small model's loops.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MemoryPlan
{
    private readonly int[] firstUse;
    private readonly int[] lastUse;
    private readonly byte[] elementBytes;
    private const int MostLayouts = 32;

    private readonly List<Layout> layouts = [];
    private Layout current;
    private int next; // which layout gives way when there are as many as may be

    /// <summary>Makes a plan that has no sizes yet.</summary>
    /// <param name="firstUse">The first step that uses each temporary.</param>
    /// <param name="lastUse">The last one.</param>
    /// <param name="elementBytes">The bytes of an element of each temporary: 2 for bfloat16, else 4; empty if all have 4.</param>
    public MemoryPlan(ReadOnlySpan<int> firstUse, ReadOnlySpan<int> lastUse, ReadOnlySpan<byte> elementBytes = default)
    {
        this.elementBytes = elementBytes.ToArray();
        this.firstUse = firstUse.ToArray();
        this.lastUse = lastUse.ToArray();
        current = new(firstUse.Length);
    }

    /// <summary>The number of temporaries.</summary>
    public int Count => firstUse.Length;

    /// <summary>Whether the entry point has run, so that the sizes are known.</summary>
    public bool IsSized { get; private set; }

    /// <summary>The bytes of all temporaries together, as planned.</summary>
    public long Bytes => current.Bytes;

    /// <summary>What the temporaries would take without sharing.</summary>
    public long UnsharedBytes => current.Sizes.Sum();

    /// <summary>The first byte of a temporary.</summary>
    /// <param name="temporary">Its slot.</param>
    public long Offset(int temporary) => current.Offsets[temporary];

    /// <summary>The bytes of a temporary.</summary>
    /// <param name="temporary">Its slot.</param>
    public long Size(int temporary) => current.Sizes[temporary];

    /// <summary>The bytes of one element of a temporary: 2 for bfloat16, else 4.</summary>
    /// <param name="temporary">Its slot.</param>
    public int ElementBytes(int temporary) => elementBytes.Length == 0 ? sizeof(float) : elementBytes[temporary];

    /// <summary>Plans for sizes in bytes; takes the layout that such sizes had before, if it is still known.</summary>
    /// <param name="bytes">The size of each temporary.</param>
    /// <param name="keepAll">Whether no temporary may share bytes with another, so that all can be read after the run.</param>
    public void Resize(ReadOnlySpan<long> bytes, bool keepAll)
    {
        if (IsSized && current.Fits(bytes, keepAll))
        {
            return;
        }

        foreach (var known in layouts)
        {
            if (known.Fits(bytes, keepAll))
            {
                current = known;
                return;
            }
        }

        var layout = NewLayout();
        var always = keepAll ? new int[Count] : [];
        layout.Bytes = keepAll
            ? MemoryPlanner.Assign(bytes, always, always, layout.Offsets)
            : MemoryPlanner.Assign(bytes, firstUse, lastUse, layout.Offsets);
        bytes.CopyTo(layout.Sizes);
        layout.KeepsAll = keepAll;
        (current, IsSized) = (layout, true);
    }

    private Layout NewLayout()
    {
        if (layouts.Count < MostLayouts)
        {
            layouts.Add(new(Count));
            return layouts[^1];
        }

        next = (next + 1) % MostLayouts;
        return layouts[next];
    }

    private sealed class Layout(int count)
    {
        public long[] Sizes { get; } = new long[count];

        public long[] Offsets { get; } = new long[count];

        public long Bytes { get; set; }

        public bool KeepsAll { get; set; }

        public bool Fits(ReadOnlySpan<long> bytes, bool keepAll) => keepAll == KeepsAll && bytes.SequenceEqual(Sizes);
    }
}
