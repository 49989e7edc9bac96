using System.Text;

namespace Pico.Examples.Tests.Grammars;

/// <summary>Draws TOML texts: lines that are valid each by itself; together they mostly are.</summary>
internal static class RandomToml
{
    /// <summary>What mistakes are made of.</summary>
    public static readonly byte[][] Pieces =
    [
        .. new[] { "[", "]", "[[", "]]", "{", "}", ",", ".", "=", "\"", "'", "\"\"\"", "'''", "\\", "#", " ", "\n", "\r\n", "\r", "\t", "0", "1", "-", "+", "_", "e", ":", "T", "Z", "true", "inf", "nan", "0x", "\\u", "\\U0001F600", "1979-05-27", "07:32:00", "a = ", "[a]\n", "é", "😀", "\uFEFF", "\0", "\u007F" }.Select(Encoding.UTF8.GetBytes),
        [0x80], [0xC3], [0xED, 0xA0, 0x80], [0xFF],
    ];

    private static readonly string[] Keys = ["a", "b", "c", "-", "1", "true", "\"q\"", "'l'", "\"\"", "\"\\u0061\"", "1979-05-27"];

    private static readonly string[] Scalars =
    [
        "1", "-17", "+0", "1_000", "0xFF", "0o7", "0b1", "1.5", "-0.0", "1e5", "inf", "-nan", "true", "false", "\"\"", "\"x\\ny\"", "'l'", "\"\"\"\nm\n\"\"\"", "'''m'''", "\"\"\"a\\\n  b\"\"\"", "\"é😀\"",
        "1979-05-27", "07:32:00", "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.5-07:00", "1979-05-27T07:32:00", "9223372036854775807",
    ];

    /// <summary>A text.</summary>
    public static byte[] Document(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(6); i > 0; i--)
        {
            switch (random.Next(8))
            {
                case 0:
                    text.Append('[').Append(Key(random)).Append(']');
                    break;
                case 1:
                    text.Append("[[").Append(Key(random)).Append("]]");
                    break;
                case 2:
                    text.Append("  # a comment");
                    break;
                default:
                    text.Append(Key(random)).Append(" = ").Append(Value(random, 3));
                    break;
            }

            text.Append(random.Next(8) == 0 ? "\r\n" : "\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Key(Random random) => string.Join('.', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Keys[random.Next(Keys.Length)]));

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 6 : 4) switch
    {
        4 => "[" + string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1) + new[] { ",", " ,", ",\n", ", # c\n" }[random.Next(4)])) + "]",
        5 => "{" + string.Join(",", Enumerable.Range(0, random.Next(3)).Select(_ => Key(random) + "=" + Value(random, depth - 1))) + "}",
        _ => Scalars[random.Next(Scalars.Length)],
    };
}
