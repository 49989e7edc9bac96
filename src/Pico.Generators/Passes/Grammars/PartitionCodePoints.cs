using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Cuts the code points into the coarsest classes that respect all sets. Between the bounds of all intervals nothing changes
/// but by category, so each stretch falls into groups of categories that the same sets contain.
/// </summary>
internal static class PartitionCodePoints
{
    /// <summary>The classes, and for each set the classes it consists of.</summary>
    public static (CharClasses Classes, int[][] ClassesOf) Run(IReadOnlyList<CharSet> sets)
    {
        var numbers = new Dictionary<string, int> { [""] = 0 };
        var members = new List<List<CharInterval>> { new() };
        var classesOf = sets.Select(_ => new List<int>()).ToArray();
        foreach (var (first, last) in Stretches(sets))
        {
            foreach (var (categories, containing) in Groups(sets, first))
            {
                if (!numbers.TryGetValue(containing, out var number))
                {
                    numbers.Add(containing, number = members.Count);
                    members.Add(new List<CharInterval>());
                    foreach (var set in containing)
                    {
                        classesOf[set].Add(number);
                    }
                }

                members[number].Add(new CharInterval(first, last, categories));
            }
        }

        return (new CharClasses(members.Select(Union).ToEquatableArray()), classesOf.Select(classes => classes.ToArray()).ToArray());
    }

    private static IEnumerable<(int First, int Last)> Stretches(IReadOnlyList<CharSet> sets)
    {
        var starts = new SortedSet<int> { 0 };
        foreach (var interval in sets.SelectMany(set => set.Intervals))
        {
            starts.Add(interval.First);
            starts.Add(interval.Last + 1);
        }

        starts.Remove(CharSet.LastCodePoint + 1);
        return starts.Zip(starts.Skip(1).Concat(new[] { CharSet.LastCodePoint + 1 }), (start, next) => (start, next - 1));
    }

    /// <summary>The categories at a code point that lie in the same sets; the sets as the characters of a string.</summary>
    private static List<(int Categories, string Containing)> Groups(IReadOnlyList<CharSet> sets, int codePoint)
    {
        var groups = new List<(int Categories, string Containing)> { (CharSet.AllCategories, "") };
        for (var set = 0; set < sets.Count; set++)
        {
            var inside = sets[set].CategoriesAt(codePoint);
            for (var i = groups.Count - 1; i >= 0 && inside != 0; i--)
            {
                var (categories, containing) = groups[i];
                if ((categories & inside) == categories)
                {
                    groups[i] = (categories, containing + (char)set);
                }
                else if ((categories & inside) != 0)
                {
                    groups[i] = (categories & ~inside, containing);
                    groups.Add((categories & inside, containing + (char)set));
                }
            }
        }

        return groups;
    }

    /// <summary>Several groups of one stretch may be in one class: there they become one interval.</summary>
    private static CharSet Union(List<CharInterval> intervals) => CharSet.Of(intervals
        .GroupBy(interval => (interval.First, interval.Last))
        .Select(stretch => new CharInterval(stretch.Key.First, stretch.Key.Last, stretch.Aggregate(0, (mask, interval) => mask | interval.Categories))));
}
