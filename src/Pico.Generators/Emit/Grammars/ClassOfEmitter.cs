using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the method that finds the class of a code point beyond ASCII. Intervals and categories are constants of the code;
/// which category a code point has, the program's own runtime says.
/// </summary>
internal static class ClassOfEmitter
{
    public static void Emit(SourceWriter writer, CharClasses classes)
    {
        // Stretches in which the same classes hold the same categories share one case; the most frequent is the default.
        var cases = Stretches(classes).GroupBy(stretch => stretch.Content).OrderBy(group => group.First().First).ToList();
        var common = cases.OrderByDescending(group => group.Count()).First();
        writer.Blank().Line("/// <summary>The class of a code point beyond ASCII: no state tells two of one class apart.</summary>");
        using var method = writer.Braces("private static int ClassOf(int codePoint)");
        if (cases.Count == 1)
        {
            Body(writer, common.Key);
            return;
        }

        using var block = writer.Braces("switch (codePoint)");
        foreach (var group in cases.Where(group => group != common))
        {
            writer.Line("case " + string.Join(" or ", group.Select(stretch => Pattern(stretch.First, stretch.Last))) + ":");
            using (writer.Indent())
            {
                Body(writer, group.Key);
            }
        }

        writer.Line("default:");
        using (writer.Indent())
        {
            Body(writer, common.Key);
        }
    }

    private static void Body(SourceWriter writer, EquatableArray<(int Class, int Categories)> content)
    {
        if (content.Count == 1)
        {
            writer.Line("return " + Number(content[0].Class) + ";");
            return;
        }

        var rest = content.OrderByDescending(part => Names(part.Categories).Count()).First();
        using (writer.Braces("return CharUnicodeInfo.GetUnicodeCategory(codePoint) switch", "};"))
        {
            foreach (var part in content.Where(part => part != rest))
            {
                var names = Names(part.Categories).ToArray();
                for (var i = 0; i < names.Length; i++)
                {
                    writer.Line((i > 0 ? "    or " : "") + "UnicodeCategory." + names[i] + (i == names.Length - 1 ? " => " + Number(part.Class) + "," : ""));
                }
            }

            writer.Line("_ => " + Number(rest.Class) + ",");
        }
    }

    private static IEnumerable<(int First, int Last, EquatableArray<(int Class, int Categories)> Content)> Stretches(CharClasses classes)
    {
        var starts = new SortedSet<int>(classes.Sets.SelectMany(set => set.Intervals).SelectMany(interval => new[] { interval.First, interval.Last + 1 })
            .Where(start => start is > CharSet.LastAscii and <= CharSet.LastCodePoint)) { CharSet.LastAscii + 1 };
        return starts.Zip(starts.Skip(1).Concat(new[] { CharSet.LastCodePoint + 1 }), (first, next) => (first, next - 1,
            Enumerable.Range(0, classes.Count).Select(index => (Class: index, Categories: classes.Sets[index].CategoriesAt(first))).Where(part => part.Categories != 0).ToEquatableArray()));
    }

    private static IEnumerable<UnicodeCategory> Names(int categories) =>
        Enumerable.Range(0, 30).Where(category => ((categories >> category) & 1) != 0).Select(category => (UnicodeCategory)category);

    private static string Pattern(int first, int last) =>
        first == last ? Hex(first) : last == CharSet.LastCodePoint ? ">= " + Hex(first) : ">= " + Hex(first) + " and <= " + Hex(last);

    private static string Hex(int codePoint) => "0x" + codePoint.ToString("X", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
