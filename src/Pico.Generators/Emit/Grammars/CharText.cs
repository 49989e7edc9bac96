using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Pico.Generators.Emit;

/// <summary>Characters as C# literals and patterns.</summary>
internal static class CharText
{
    /// <summary>A character literal; what cannot be seen is escaped.</summary>
    public static string Literal(char c) => "'" + Escaped(c, '\'') + "'";

    /// <summary>A pattern for some ASCII characters, in order: constants and ranges; the last is open if it holds everything beyond ASCII too.</summary>
    public static string Pattern(IReadOnlyList<int> characters, bool isOpen = false) => string.Join(" or ", Ranges(characters).Select(range => (range.Last - range.First) switch
    {
        _ when isOpen && range.Last == characters[characters.Count - 1] => ">= " + Literal((char)range.First),
        0 => Literal((char)range.First),
        1 => Literal((char)range.First) + " or " + Literal((char)range.Last),
        _ => ">= " + Literal((char)range.First) + " and <= " + Literal((char)range.Last),
    }));

    /// <summary>A pattern of constants only, from which the compiler makes a jump table; it searches among ranges. A long one is broken.</summary>
    public static string Constants(IReadOnlyList<int> characters)
    {
        const int inLine = 26;
        var lines = characters.Select((c, i) => (Text: Literal((char)c), Line: i / inLine)).GroupBy(item => item.Line, item => item.Text);
        return string.Join(" or\n    ", lines.Select(line => string.Join(" or ", line)));
    }

    /// <summary>Whether a character cannot be seen, or would end a line: texts of the user that hold one may not stand in generated code as they are.</summary>
    public static bool IsHidden(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF';

    /// <summary>The runs of consecutive numbers among some in ascending order.</summary>
    public static IEnumerable<(int First, int Last)> Ranges(IReadOnlyList<int> characters)
    {
        for (var i = 0; i < characters.Count; i++)
        {
            var first = characters[i];
            while (i + 1 < characters.Count && characters[i + 1] == characters[i] + 1)
            {
                i++;
            }

            yield return (first, characters[i]);
        }
    }

    /// <summary>A text inside an XML remark, on one line.</summary>
    public static string Xml(string text) =>
        string.Concat(text.Select(c => IsHidden(c) || char.IsSurrogate(c) || c >= 0xFFFE ? Escaped(c, '\'') : c.ToString())).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static string Escaped(char c, char quote) => c switch
    {
        '\0' => "\\0",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\\' => "\\\\",
        _ when c == quote => "\\" + c,
        < ' ' or > '~' => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
        _ => c.ToString(),
    };
}
