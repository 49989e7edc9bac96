using System.ComponentModel;

namespace Pico.Models;

/// <summary>
/// Arrays of one size, one behind the other: the weights of the layers of a repeated array, or what they compute. A stack with
/// fewer arrays than layers is used in turn.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Stack
{
    private const long Alignment = 64;

    private readonly byte* first;
    private readonly nint stride;
    private readonly nint count;

    /// <summary>A stack in memory that <see cref="Bytes"/> has measured.</summary>
    /// <param name="first">The first array.</param>
    /// <param name="bytes">The bytes of one array.</param>
    /// <param name="total">The bytes of the stack.</param>
    public Stack(byte* first, long bytes, long total)
    {
        this.first = first;
        stride = (nint)Rounded(bytes);
        count = (nint)total / Math.Max(stride, 1);
    }

    /// <summary>A stack of arrays that lie somewhere else, such as parameters.</summary>
    /// <param name="first">The first array.</param>
    /// <param name="stride">The bytes from one to the next.</param>
    /// <param name="count">How many there are.</param>
    internal Stack(byte* first, nint stride, int count)
    {
        this.first = first;
        this.stride = stride;
        this.count = count;
    }

    /// <summary>The bytes of a stack whose arrays all begin at a cache line.</summary>
    /// <param name="bytes">The bytes of one array.</param>
    /// <param name="arrays">How many there are.</param>
    public static long Bytes(long bytes, long arrays) => checked(Rounded(bytes) * arrays);

    /// <summary>The address of an array.</summary>
    /// <param name="index">Its number; beyond the last one it starts again.</param>
    public void* At(nint index) => first + index % count * stride;

    private static long Rounded(long bytes) => checked(bytes + Alignment - 1) / Alignment * Alignment;
}
