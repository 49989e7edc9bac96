using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;

namespace Pico.Generators.Ir;

/// <summary>
/// An immutable list that is equal to another with equal elements, so that specs and IR compare by value and the
/// incremental driver can tell that nothing changed.
/// </summary>
internal readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    public static readonly EquatableArray<T> Empty = new(ImmutableArray<T>.Empty);

    private readonly ImmutableArray<T> items;

    public EquatableArray(ImmutableArray<T> items) => this.items = items;

    public EquatableArray(IEnumerable<T> items) => this.items = items.ToImmutableArray();

    public ImmutableArray<T> Items => items.IsDefault ? ImmutableArray<T>.Empty : items;

    private T[] Elements => ImmutableCollectionsMarshal.AsArray(items) ?? Array.Empty<T>();

    public int Count => items.IsDefault ? 0 : items.Length;

    public T this[int index] => items[index];

    // Over the array itself: Linq would see an interface, and go from element to element by virtual calls. Most of what passes do is this.
    public IEnumerable<TResult> Select<TResult>(Func<T, TResult> selector) => Elements.Select(selector);

    public IEnumerable<T> Where(Func<T, bool> predicate) => Elements.Where(predicate);

    public bool Any() => Count > 0;

    public bool Any(Func<T, bool> predicate)
    {
        foreach (var item in Elements)
        {
            if (predicate(item))
            {
                return true;
            }
        }

        return false;
    }

    public bool All(Func<T, bool> predicate)
    {
        foreach (var item in Elements)
        {
            if (!predicate(item))
            {
                return false;
            }
        }

        return true;
    }

    public bool Equals(EquatableArray<T> other) => Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var item in Items)
        {
            hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));
        }

        return hash;
    }

    public ImmutableArray<T>.Enumerator GetEnumerator() => Items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Items).GetEnumerator();

    public static implicit operator EquatableArray<T>(ImmutableArray<T> items) => new(items);

    public override string ToString() => "[" + string.Join(", ", Items) + "]";
}

/// <summary>Builds <see cref="EquatableArray{T}"/> without naming its element type.</summary>
internal static class EquatableArray
{
    public static EquatableArray<T> Of<T>(params T[] items)
        where T : IEquatable<T> => new(ImmutableArray.Create(items));

    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
        where T : IEquatable<T> => new(items);
}
