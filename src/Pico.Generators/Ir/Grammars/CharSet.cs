using System;
using System.Collections.Generic;
using System.Globalization;

namespace Pico.Generators.Ir;

/// <summary>The code points from <paramref name="First"/> to <paramref name="Last"/> whose general category is in a mask.</summary>
/// <param name="First">The first code point.</param>
/// <param name="Last">The last code point, inclusive.</param>
/// <param name="Categories">Bit n stands for category n of <see cref="UnicodeCategory"/>; all thirty bits for every code point.</param>
internal readonly record struct CharInterval(int First, int Last, int Categories);

/// <summary>
/// A set of code points. Which category a code point has depends on the Unicode version of the machine that asks, and the
/// compiler's may be another than the program's; so a set says "letters of this interval" and leaves it to the program who
/// they are. Only the categories of ASCII have never changed, and controls never will by Unicode's own policy: of these the
/// members are always listed one by one.
/// </summary>
internal sealed record CharSet
{
    public const int AllCategories = (1 << 30) - 1;
    public const int LastCodePoint = 0x10FFFF;
    public const int LastAscii = 0x7F;

    private const int LastControl = 0x9F;

    public static readonly CharSet Empty = new(EquatableArray<CharInterval>.Empty);
    public static readonly CharSet All = Range(0, LastCodePoint);

    private CharSet(EquatableArray<CharInterval> intervals) => Intervals = intervals;

    /// <summary>In order, apart from each other, and as few as possible.</summary>
    public EquatableArray<CharInterval> Intervals { get; }

    public bool IsEmpty => Intervals.Count == 0;

    public static CharSet Of(int codePoint) => Range(codePoint, codePoint);

    public static CharSet Range(int first, int last) => new(EquatableArray.Of(new CharInterval(first, last, AllCategories)));

    /// <summary>The code points of intervals that are in order and do not overlap.</summary>
    public static CharSet Of(IEnumerable<CharInterval> ordered)
    {
        var intervals = new List<CharInterval>();
        foreach (var interval in ordered)
        {
            Append(intervals, interval.First, interval.Last, interval.Categories);
        }

        return new CharSet(intervals.ToEquatableArray());
    }

    /// <summary>The code points of some general categories.</summary>
    public static CharSet OfCategories(int mask)
    {
        var intervals = new List<CharInterval>();
        for (var c = 0; c <= LastAscii; c++)
        {
            Append(intervals, c, c, ((mask >> (int)CharUnicodeInfo.GetUnicodeCategory((char)c)) & 1) != 0 ? AllCategories : 0);
        }

        Append(intervals, LastAscii + 1, LastControl, ((mask >> (int)UnicodeCategory.Control) & 1) != 0 ? AllCategories : 0);
        Append(intervals, LastControl + 1, LastCodePoint, mask & AllCategories);
        return new CharSet(intervals.ToEquatableArray());
    }

    public CharSet Union(CharSet other) => Combine(other, (a, b) => a | b);

    public CharSet Intersect(CharSet other) => Combine(other, (a, b) => a & b);

    public CharSet Complement() => Combine(All, (a, b) => b & ~a);

    /// <summary>The categories whose code points belong to the set, where the code point is.</summary>
    public int CategoriesAt(int codePoint)
    {
        var index = 0;
        return At(Intervals, ref index, codePoint).Categories;
    }

    /// <summary>Whether a code point belongs to the set, given its general category.</summary>
    public bool Contains(int codePoint, int category) => ((CategoriesAt(codePoint) >> category) & 1) != 0;

    public bool ContainsAscii(int c) => Contains(c, 0); // every interval of ASCII holds all categories

    private CharSet Combine(CharSet other, Func<int, int, int> combine)
    {
        var intervals = new List<CharInterval>();
        var (i, j, first) = (0, 0, 0);
        while (first <= LastCodePoint)
        {
            var (mine, myLast) = At(Intervals, ref i, first);
            var (theirs, theirLast) = At(other.Intervals, ref j, first);
            var last = Math.Min(myLast, theirLast);
            Append(intervals, first, last, combine(mine, theirs));
            first = last + 1;
        }

        return new CharSet(intervals.ToEquatableArray());
    }

    /// <summary>The categories that a set has at a code point, and up to where that is so.</summary>
    private static (int Categories, int Last) At(EquatableArray<CharInterval> intervals, ref int index, int codePoint)
    {
        while (index < intervals.Count && intervals[index].Last < codePoint)
        {
            index++;
        }

        return index == intervals.Count ? (0, LastCodePoint)
            : intervals[index].First > codePoint ? (0, intervals[index].First - 1)
            : (intervals[index].Categories, intervals[index].Last);
    }

    private static void Append(List<CharInterval> intervals, int first, int last, int categories)
    {
        if (categories == 0)
        {
            return;
        }

        if (intervals.Count > 0 && intervals[intervals.Count - 1] is var previous && previous.Last == first - 1 && previous.Categories == categories)
        {
            intervals[intervals.Count - 1] = previous with { Last = last };
        }
        else
        {
            intervals.Add(new CharInterval(first, last, categories));
        }
    }
}
