using System.Buffers;
using System.Runtime.CompilerServices;

namespace Pico.Parsing;

/// <summary>The values of the lists that a generated parser is in the middle of, one list above the other, in memory of the shared pool.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public struct PartStack<T> : IDisposable
{
    private T[]? items;

    /// <summary>How many items there are, of all lists.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an item to the list that is in the making.</summary>
    public void Push(T item)
    {
        if (items is null || Count == items.Length)
        {
            Grow();
        }

        items![Count++] = item;
    }

    /// <summary>Adds items.</summary>
    public void Push(ReadOnlySpan<T> more)
    {
        while (items is null || Count + more.Length > items.Length)
        {
            Grow();
        }

        more.CopyTo(items.AsSpan(Count));
        Count += more.Length;
    }

    /// <summary>An item.</summary>
    public readonly T this[int index] => items![index];

    /// <summary>The items from <paramref name="start"/> on, valid until the next push.</summary>
    public readonly ReadOnlySpan<T> Slice(int start, int length) => items.AsSpan(start, length);

    /// <summary>Forgets what lies above <paramref name="count"/>.</summary>
    public void Truncate(int count)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            items.AsSpan(count, Count - count).Clear(); // the pool must not keep alive what the user dropped
        }

        Count = count;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (items is not null)
        {
            ArrayPool<T>.Shared.Return(items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
            items = null;
            Count = 0;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(items is null ? 16 : 2 * items.Length);
        if (items is not null)
        {
            items.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<T>.Shared.Return(items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }

        items = larger;
    }
}
