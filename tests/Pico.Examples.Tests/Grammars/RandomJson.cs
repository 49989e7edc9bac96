using System.Globalization;
using System.Text;

namespace Pico.Examples.Tests.Grammars;

/// <summary>Draws small JSON texts.</summary>
internal static class RandomJson
{
    /// <summary>What mistakes are made of.</summary>
    public static readonly byte[][] Pieces =
    [
        .. new[] { "[", "]", "{", "}", ",", ":", "\"", "\\", " ", "\n", "\t", "\r", "0", "1", "-", "+", ".", "e", "E", "null", "true", "false", "nul", "\\u", "\\uD83D", "\\n", "\\x", "/", "é", "😀", "\uFEFF", "\0", "\u001F", "a", "[]", "{}", "\"a\":", "1e5", "'" }.Select(Encoding.UTF8.GetBytes),
        [0x80], [0xC3], [0xE6, 0xBC], [0xED, 0xA0, 0x80], [0xFF], [0xF0, 0x9F, 0x98],
    ];

    private static readonly string[] Texts = ["", "a", "key", "é", "漢字", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\uD83D\\uDE00", "\\uD83D", "\\uDE00", "a b", "\u007F", "\\t\\b\\f\\r", "{}", "\\u0000", "0123456789abcdef0123456789abcdef0123456789"];

    private static readonly string[] Numbers = ["0", "-0", "1", "-1", "12", "3.5", "-0.25", "1e5", "1E-5", "2.5e+10", "1e400", "123456789012345678901234567890", "0.1", "9007199254740993", "1e-400", "4.9406564584124654e-324", "0.30000000000000004", "100000000000000000000000"];

    private static readonly string[] Blanks = ["", "", "", "", " ", "\n", "\t", "\r\n  "];

    /// <summary>A valid text.</summary>
    public static byte[] Document(Random random)
    {
        var text = new StringBuilder();
        Value(text, random, 4);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Value(StringBuilder text, Random random, int depth)
    {
        Blank(text, random);
        switch (random.Next(depth > 0 ? 9 : 5))
        {
            case 0:
                text.Append(new[] { "null", "true", "false" }[random.Next(3)]);
                break;
            case 1 or 2:
                text.Append('"').Append(Texts[random.Next(Texts.Length)]).Append('"');
                break;
            case 3:
                text.Append(Numbers[random.Next(Numbers.Length)]);
                break;
            case 4:
                text.Append(((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20))).ToString("R", CultureInfo.InvariantCulture));
                break;
            case 5 or 6:
                Items(text, random, '[', ']', () => Value(text, random, depth - 1));
                break;
            default:
                Items(text, random, '{', '}', () =>
                {
                    Blank(text, random);
                    text.Append('"').Append(Texts[random.Next(Texts.Length)]).Append('"');
                    Blank(text, random);
                    text.Append(':');
                    Value(text, random, depth - 1);
                });
                break;
        }

        Blank(text, random);
    }

    private static void Items(StringBuilder text, Random random, char opening, char closing, Action item)
    {
        text.Append(opening);
        var count = random.Next(4);
        for (var i = 0; i < count; i++)
        {
            text.Append(i > 0 ? "," : "");
            item();
        }

        text.Append(closing);
    }

    private static void Blank(StringBuilder text, Random random) => text.Append(Blanks[random.Next(Blanks.Length)]);
}
