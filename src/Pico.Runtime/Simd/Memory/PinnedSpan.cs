using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Pico.Simd;

/// <summary>Memory that a kernel reads or writes by index. It must stay where it is, and exist, for as long as this is used.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="pointer">The first element.</param>
/// <param name="length">The number of elements.</param>
public readonly unsafe struct PinnedSpan<T>(T* pointer, int length)
    where T : unmanaged
{
    /// <summary>The first element.</summary>
    public T* Pointer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => pointer;
    }

    /// <summary>The number of elements.</summary>
    public int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => length;
    }

    /// <summary>The element at <paramref name="index"/>.</summary>
    /// <param name="index">0 to <see cref="Length"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">The index lies outside.</exception>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)length) ThrowOutOfRange(index, length);
            return ref pointer[index];
        }
    }

    /// <summary>Fills the memory with zeros.</summary>
    public void Clear() => new Span<T>(pointer, length).Clear();

    // The JIT sees that this never returns, and keeps its caller's registers free of it. With `this` it would live in memory.
    [DoesNotReturn]
    private static void ThrowOutOfRange(int index, int length) => throw OutOfRange(index, length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IndexOutOfRangeException OutOfRange(int index, int length) => new(
        $"Index {index} lies outside a span of {length} elements: use 0 to its length - 1.");
}
