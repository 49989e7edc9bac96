using System.Globalization;
using System.Text;

namespace Pico.Examples.Grammars.Json;

/// <summary>Reads strings: takes off the quotes and resolves the escapes.</summary>
internal static class JsonString
{
    /// <param name="text">The string with its quotes, as the grammar has it.</param>
    public static string Read(ReadOnlySpan<char> text)
    {
        var inner = text[1..^1];
        return inner.Contains('\\') ? Unescape(inner) : inner.ToString();
    }

    /// <param name="utf8">The string with its quotes, as the grammar has it.</param>
    public static string Read(ReadOnlySpan<byte> utf8)
    {
        var inner = utf8[1..^1];
        var text = Encoding.UTF8.GetString(inner);
        return inner.Contains((byte)'\\') ? Unescape(text) : text;
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        while (text.IndexOf('\\') is var at and >= 0)
        {
            result.Append(text[..at]);
            var escape = text[at + 1];
            result.Append(escape switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(text.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                _ => escape,
            });
            text = text[(at + (escape == 'u' ? 6 : 2))..];
        }

        return result.Append(text).ToString();
    }
}
