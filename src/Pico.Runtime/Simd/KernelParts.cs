using System.ComponentModel;

namespace Pico.Simd;

/// <summary>
/// How a kernel's elements are dealt out to threads: into parts that depend on nothing but their number, so that whoever computes a part, its
/// result has the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelParts
{
    /// <summary>The most parts there are: enough for threads that differ in speed, few enough for their results to lie on the stack.</summary>
    public const int Most = 64;

    // Below that, waking a thread takes longer than the work of a cheap kernel.
    private const int LeastElements = 4096;

    /// <summary>The number of parts.</summary>
    /// <param name="length">The number of elements.</param>
    public static int Count(int length) => length == 0 ? 0 : (length - 1) / Size(length) + 1;

    /// <summary>The first element of a part; of one behind the last, the number of elements.</summary>
    /// <param name="part">The number of the part, from 0.</param>
    /// <param name="length">The number of elements.</param>
    public static int First(int part, int length) => (int)Math.Min((long)part * Size(length), length);

    // A multiple of sixteen: only the last part ends within a vector.
    private static int Size(int length) => Math.Max(LeastElements, (int)(((length + (Most * 16L) - 1) / (Most * 16L)) * 16));
}
