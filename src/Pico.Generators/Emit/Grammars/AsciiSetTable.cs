using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Pico.Generators.Emit;

/// <summary>The sets that a lexer's runs consist of, each written once.</summary>
internal sealed class AsciiSetTable
{
    private readonly LexerNames names;
    private readonly List<(string Name, IReadOnlyList<int> Characters)> sets = new();

    public AsciiSetTable(LexerNames names) => this.names = names;

    /// <summary>The name of a set; one that is new is named after the label where it is first needed.</summary>
    public string NameOf(IReadOnlyList<int> characters, string label)
    {
        var known = sets.FirstOrDefault(set => set.Characters.SequenceEqual(characters));
        if (known.Name is null)
        {
            sets.Add(known = (names.Unique(label + "Run"), characters));
        }

        return known.Name;
    }

    public void Emit(SourceWriter writer)
    {
        foreach (var (name, characters) in sets)
        {
            writer.Blank().Line("// " + CharText.Pattern(characters));
            using var property = writer.Braces("private static AsciiSet " + name);
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]"); // the JIT would not outside a loop, and constants would cross memory
            writer.Line("get => new(" + Half(characters, 0) + ", " + Half(characters, 8) + ");");
        }
    }

    /// <summary>Eight bytes: byte n belongs to the characters with n as low four bits, and its bit h to the one with h as the high bits.</summary>
    private static string Half(IReadOnlyList<int> characters, int first)
    {
        var bits = characters.Where(c => (c & 8) == first).Aggregate(0UL, (mask, c) => mask | (1UL << (((c & 7) * 8) + (c >> 4))));
        return "0x" + bits.ToString("X16", CultureInfo.InvariantCulture);
    }
}
