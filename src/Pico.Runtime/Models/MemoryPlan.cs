using System.ComponentModel;
using Pico.Memory;

namespace Pico.Models;

/// <summary>
/// Where the temporaries of one entry point lie. The lifetimes are settled at compile time; offsets are assigned once per
/// set of sizes, and temporaries that are never alive together share bytes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MemoryPlan
{
    private readonly int[] firstUse;
    private readonly int[] lastUse;
    private readonly byte[] elementBytes;
    private readonly long[] sizes;
    private readonly long[] offsets;
    private bool keepsAll;

    /// <summary>Makes a plan that has no sizes yet.</summary>
    /// <param name="firstUse">The first step that uses each temporary.</param>
    /// <param name="lastUse">The last one.</param>
    /// <param name="elementBytes">The bytes of an element of each temporary: 2 for bfloat16, else 4; empty if all have 4.</param>
    public MemoryPlan(ReadOnlySpan<int> firstUse, ReadOnlySpan<int> lastUse, ReadOnlySpan<byte> elementBytes = default)
    {
        this.elementBytes = elementBytes.ToArray();
        this.firstUse = firstUse.ToArray();
        this.lastUse = lastUse.ToArray();
        sizes = new long[firstUse.Length];
        offsets = new long[firstUse.Length];
        sizes.AsSpan().Fill(-1);
    }

    /// <summary>The number of temporaries.</summary>
    public int Count => sizes.Length;

    /// <summary>Whether the entry point has run, so that the sizes are known.</summary>
    public bool IsSized { get; private set; }

    /// <summary>The bytes of all temporaries together, as planned.</summary>
    public long Bytes { get; private set; }

    /// <summary>What the temporaries would take without sharing.</summary>
    public long UnsharedBytes => sizes.Sum();

    /// <summary>The first byte of a temporary.</summary>
    /// <param name="temporary">Its slot.</param>
    public long Offset(int temporary) => offsets[temporary];

    /// <summary>The bytes of a temporary.</summary>
    /// <param name="temporary">Its slot.</param>
    public long Size(int temporary) => sizes[temporary];

    /// <summary>The bytes of one element of a temporary: 2 for bfloat16, else 4.</summary>
    /// <param name="temporary">Its slot.</param>
    public int ElementBytes(int temporary) => elementBytes.Length == 0 ? sizeof(float) : elementBytes[temporary];

    /// <summary>Plans for sizes in bytes; does nothing when they are those of the last call.</summary>
    /// <param name="bytes">The size of each temporary.</param>
    /// <param name="keepAll">Whether no temporary may share bytes with another, so that all can be read after the run.</param>
    public void Resize(ReadOnlySpan<long> bytes, bool keepAll)
    {
        if (IsSized && bytes.SequenceEqual(sizes) && keepAll == keepsAll)
        {
            return;
        }

        bytes.CopyTo(sizes);
        IsSized = true;
        keepsAll = keepAll;
        if (keepAll)
        {
            var always = new int[sizes.Length];
            Bytes = MemoryPlanner.Assign(sizes, always, always, offsets);
        }
        else
        {
            Bytes = MemoryPlanner.Assign(sizes, firstUse, lastUse, offsets);
        }
    }
}
