using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pico.Examples.Grammars.Toml;

/// <summary>Reads keys and strings: takes off the quotes, resolves the escapes, and says which characters may not be there.</summary>
internal static class TomlText
{
    private static readonly SearchValues<char> BareCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef");

    /// <param name="text">The key, as the grammar has it.</param>
    /// <param name="place">Where it stands.</param>
    public static string BareKey(ReadOnlySpan<char> text, TomlPlace place)
    {
        if (text.ContainsAnyExcept(BareCharacters))
        {
            place.Report("a key without quotes consists of A-Z, a-z, 0-9, _ and -");
        }

        return text.ToString();
    }

    /// <summary>Whether a key can be written without quotes.</summary>
    public static bool IsBare(string key) => key.Length > 0 && !key.AsSpan().ContainsAnyExcept(BareCharacters);

    /// <param name="text">The string with its quotes, as the grammar has it.</param>
    /// <param name="quotes">How many quotes stand on either side.</param>
    /// <param name="place">Where it stands.</param>
    /// <returns>The text; line breaks in it are line feeds.</returns>
    public static string Read(ReadOnlySpan<char> text, int quotes, TomlPlace place)
    {
        var hasEscapes = text[0] == '"';
        var result = new StringBuilder(text.Length);
        var end = text.Length - quotes;
        for (var at = quotes + (quotes == 3 ? LineBreak(text, 3) : 0); at < end;)
        {
            at += text[at] == '\\' && hasEscapes ? Escape(text[..end], at, result, place) : Plain(text[..end], at, result, place);
        }

        return result.ToString();
    }

    /// <summary>How many characters the line break has that stands here; 0 if none does.</summary>
    private static int LineBreak(ReadOnlySpan<char> text, int at) =>
        text[at..].StartsWith("\r\n") ? 2 : text[at..].StartsWith("\n") ? 1 : 0;

    private static int Plain(ReadOnlySpan<char> text, int at, StringBuilder result, TomlPlace place)
    {
        if (LineBreak(text, at) is > 0 and var length)
        {
            result.Append('\n');
            return length;
        }

        if (Rune.DecodeFromUtf16(text[at..], out var rune, out _) != OperationStatus.Done)
        {
            place.Report(at, 1, "half a surrogate pair is not a character");
            return 1;
        }

        if (Rune.IsControl(rune) && rune.Value is not ('\t' or >= 0x80))
        {
            place.Report(at, 1, string.Create(CultureInfo.InvariantCulture, $"a string holds the control character U+{rune.Value:X4}") + (text[0] == '"' ? ", which is written as an escape" : ""));
        }

        result.Append(rune.ToString());
        return rune.Utf16SequenceLength;
    }

    private static int Escape(ReadOnlySpan<char> text, int at, StringBuilder result, TomlPlace place)
    {
        var letter = text[at + 1];
        switch (letter)
        {
            case 'b':
                result.Append('\b');
                return 2;
            case 't':
                result.Append('\t');
                return 2;
            case 'n':
                result.Append('\n');
                return 2;
            case 'f':
                result.Append('\f');
                return 2;
            case 'r':
                result.Append('\r');
                return 2;
            case '"' or '\\':
                result.Append(letter);
                return 2;
            case 'u':
                return CodePoint(text, at, 4, result, place);
            case 'U':
                return CodePoint(text, at, 8, result, place);
            case ' ' or '\t' or '\r' or '\n':
                return LineEnd(text, at, place);
            default:
                place.Report(at, 2, $"no escape begins with '\\{(char.IsControl(letter) || char.IsSurrogate(letter) ? "" : letter)}': there are \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX and \\UXXXXXXXX");
                return 2;
        }
    }

    private static int CodePoint(ReadOnlySpan<char> text, int at, int digits, StringBuilder result, TomlPlace place)
    {
        var rest = text[(at + 2)..];
        var given = rest[..Math.Min(digits, rest.Length)];
        if (given.Length < digits || given.ContainsAnyExcept(HexDigits))
        {
            place.Report(at, 2, string.Create(CultureInfo.InvariantCulture, $"behind \\{text[at + 1]} stand {digits} hexadecimal digits"));
            return 2;
        }

        if (Rune.TryCreate(uint.Parse(given, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), out var rune))
        {
            result.Append(rune.ToString());
        }
        else
        {
            place.Report(at, 2 + digits, $"\\{text[at + 1]}{given} is no character: those are 0 to D7FF and E000 to 10FFFF");
        }

        return 2 + digits;
    }

    /// <summary>A backslash at the end of a line takes away all blanks and line breaks behind it.</summary>
    private static int LineEnd(ReadOnlySpan<char> text, int at, TomlPlace place)
    {
        var next = at + 1;
        var hasLineBreak = false;
        while (next < text.Length && (text[next] is ' ' or '\t' || LineBreak(text, next) > 0))
        {
            hasLineBreak |= text[next] is '\n' or '\r';
            next += Math.Max(1, LineBreak(text, next));
        }

        if (!hasLineBreak)
        {
            place.Report(at, 1, "behind a backslash stands an escape or, in a string of several lines, the end of the line");
        }

        return next - at;
    }
}
