using System.Globalization;
using System.Text;

namespace Pico.Parsing;

/// <summary>The line of a text that holds a span, for messages. Lines end with LF, CR LF or CR.</summary>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Column">The number of the first character of the span in its line, from 1; a surrogate pair is one character.</param>
/// <param name="Before">What stands in the line before the span.</param>
/// <param name="Inside">What the span covers of this line.</param>
/// <param name="After">What stands behind it in the line.</param>
public sealed record SourceExcerpt(int Line, int Column, string Before, string Inside, string After)
{
    private const int Longest = 60;

    /// <summary>The line in which a span begins.</summary>
    /// <param name="text">The text.</param>
    /// <param name="span">The span, in code units; what lies outside the text is cut off.</param>
    public static SourceExcerpt Of(ReadOnlySpan<char> text, SourceSpan span)
    {
        var start = Math.Clamp(span.Start, 0, text.Length);
        var (line, first) = LineOf(text[..start], '\n', '\r');
        var last = Until(text[start..], '\n', '\r') + start;
        return Cut(line, text[first..start], text[start..last], Math.Max(span.Length, 0));
    }

    /// <summary>The line in which a span begins.</summary>
    /// <param name="text">The UTF-8 text; what is not valid becomes U+FFFD.</param>
    /// <param name="span">The span, in bytes; what lies outside the text is cut off.</param>
    public static SourceExcerpt Of(ReadOnlySpan<byte> text, SourceSpan span)
    {
        var start = Math.Clamp(span.Start, 0, text.Length);
        var (line, first) = LineOf(text[..start], (byte)'\n', (byte)'\r');
        var last = Until(text[start..], (byte)'\n', (byte)'\r') + start;
        var inside = text[start..Math.Min(last, start + Math.Clamp(span.Length, 0, last - start))];
        return Cut(line, Encoding.UTF8.GetString(text[first..start]), Encoding.UTF8.GetString(text[start..last]), Encoding.UTF8.GetCharCount(inside));
    }

    /// <summary>A message with the place, then the line, then a caret for each character of the span.</summary>
    /// <param name="message">The message.</param>
    /// <param name="name">What the text is called, such as the path of its file.</param>
    public string Render(string message, string? name = null)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{name}({Line},{Column}): {message}");
        var before = Printable(Before.Length > Longest ? "…" + Before[^Longest..] : Before);
        var inside = Printable(Inside.Length > Longest ? Inside[..Longest] + "…" : Inside);
        var after = Printable(After.Length > Longest ? After[..Longest] + "…" : After);
        var margin = new string([.. before.Where(character => !char.IsLowSurrogate(character)).Select(character => character == '\t' ? '\t' : ' ')]);
        return $"{place}\n{before}{inside}{after}\n{margin}{new string('^', Math.Max(1, inside.Count(character => !char.IsLowSurrogate(character))))}";
    }

    private static SourceExcerpt Cut(int line, ReadOnlySpan<char> before, ReadOnlySpan<char> rest, int length)
    {
        length = Math.Min(length, rest.Length);
        return new SourceExcerpt(line, 1 + Characters(before), before.ToString(), rest[..length].ToString(), rest[length..].ToString());
    }

    private static int Characters(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>The number of the last line of a text and where it begins.</summary>
    private static (int Line, int First) LineOf<T>(ReadOnlySpan<T> text, T lineFeed, T carriageReturn)
        where T : IEquatable<T>
    {
        var (line, first) = (1, 0);
        while (text[first..].IndexOfAny(lineFeed, carriageReturn) is var at and >= 0)
        {
            first += at + 1;
            line++;
            if (text[first - 1].Equals(carriageReturn) && first < text.Length && text[first].Equals(lineFeed))
            {
                first++;
            }
        }

        return (line, first);
    }

    private static int Until<T>(ReadOnlySpan<T> text, T lineFeed, T carriageReturn)
        where T : IEquatable<T> => text.IndexOfAny(lineFeed, carriageReturn) is var at and >= 0 ? at : text.Length;

    /// <summary>Controls would move the caret, or worse.</summary>
    private static string Printable(string text) =>
        new([.. text.Select(character => char.IsControl(character) && character != '\t' ? '\uFFFD' : character)]);
}
