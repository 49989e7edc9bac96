using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Pico.Simd;

/// <summary>The checks that a generated span method makes once per call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelArguments
{
    /// <summary>Requires two streams to be of one length.</summary>
    /// <param name="expected">The length of the first stream.</param>
    /// <param name="actual">The length of the other.</param>
    /// <param name="first">The name of the first stream.</param>
    /// <param name="other">The name of the other.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void SameLength(int expected, int actual, string first, string other)
    {
        if (expected != actual)
            throw new ArgumentException($"'{other}' has {actual} elements and '{first}' has {expected}: a kernel needs one of each per element.", other);
    }

    /// <summary>Requires at least one element.</summary>
    /// <param name="length">The number of elements.</param>
    /// <param name="name">The name of the stream.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static void NotEmpty(int length, string name)
    {
        if (length == 0)
            throw new ArgumentException($"'{name}' is empty: no elements have no largest or smallest.", name);
    }

    /// <summary>Requires a written stream to be another stream exactly, or not to touch it.</summary>
    /// <typeparam name="T">The element type of one stream.</typeparam>
    /// <typeparam name="U">The element type of the other.</typeparam>
    /// <param name="a">One stream.</param>
    /// <param name="b">The other.</param>
    /// <param name="first">The name of one.</param>
    /// <param name="second">The name of the other.</param>
    /// <exception cref="ArgumentException">They overlap in part: later elements would read what earlier ones wrote.</exception>
    public static void SameOrDisjoint<T, U>(ReadOnlySpan<T> a, ReadOnlySpan<U> b, string first, string second)
        where T : unmanaged
        where U : unmanaged
    {
        var left = MemoryMarshal.AsBytes(a);
        var right = MemoryMarshal.AsBytes(b);
        if (left.Overlaps(right, out var offset) && (offset != 0 || left.Length != right.Length))
            throw new ArgumentException($"'{second}' overlaps '{first}' in part: pass the same span for both, or spans that do not touch.", second);
    }

    /// <summary>Requires two written streams not to touch.</summary>
    /// <typeparam name="T">The element type of one stream.</typeparam>
    /// <typeparam name="U">The element type of the other.</typeparam>
    /// <param name="a">One stream.</param>
    /// <param name="b">The other.</param>
    /// <param name="first">The name of one.</param>
    /// <param name="second">The name of the other.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void Disjoint<T, U>(ReadOnlySpan<T> a, ReadOnlySpan<U> b, string first, string second)
        where T : unmanaged
        where U : unmanaged
    {
        if (MemoryMarshal.AsBytes(a).Overlaps(MemoryMarshal.AsBytes(b)))
            throw new ArgumentException($"'{second}' overlaps '{first}': both are written, so they need memory of their own.", second);
    }
}
