using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pico.Parsing;

/// <summary>What a generated lexer reports, once each, even where it reads a part of the text again.</summary>
/// <param name="errors">Where the errors go.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LexicalErrors(ParseErrors errors)
{
    private const int LongestBeginning = 20;

    private int reportedEnd;

    /// <summary>The end of the last error, or -1: what the parser finds wrong there follows from it. A lexer that goes back sets it back.</summary>
    public int End { get; set; } = -1;

    /// <summary>Reports an error.</summary>
    /// <param name="start">The index of its first unit.</param>
    /// <param name="end">The index after its last unit.</param>
    /// <param name="message">What is wrong.</param>
    /// <returns><paramref name="end"/>, where the lexer goes on.</returns>
    /// <remarks>Errors are rare: inlined, they would push out of a scanner what is not.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Report(int start, int end, string message)
    {
        if (start >= reportedEnd)
        {
            errors.Report(new SourceSpan(start, end - start), message);
        }

        reportedEnd = Math.Max(reportedEnd, Math.Max(end, start + 1));
        return End = end;
    }

    /// <summary>Reports text that is no token, once for a run of it.</summary>
    /// <param name="source">The text.</param>
    /// <param name="start">Where a token should have begun.</param>
    /// <param name="position">The first unit with which no token can go on: behind the start if one has begun.</param>
    /// <returns>Where the lexer goes on, behind the start: what it has read it does not read again, so that bad text costs linear time too.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Unexpected<TUnit>(SourceReader<TUnit> source, int start, int position)
        where TUnit : unmanaged
    {
        var units = 0;
        var found = position == source.Length ? "end of text" : "character " + Show(source.CodePoint(position, out units));
        var next = position == start ? start + units : position;
        if (End == start || (position == source.Length && source.InvalidOffset >= 0))
        {
            reportedEnd = Math.Max(reportedEnd, next);
            return End = next;
        }

        Report(position, position + units, "unexpected " + found + After(source, start, position));
        return End = next;
    }

    /// <summary>Reports, at the end of the text, bytes behind it that are not valid.</summary>
    /// <param name="source">The text.</param>
    public void AtEnd<TUnit>(SourceReader<TUnit> source)
        where TUnit : unmanaged
    {
        if (source.InvalidOffset is >= 0 and var offset)
        {
            errors.WithdrawUpTo(offset); // a string, say, that is not closed only because the text ends in it
            Report(offset, offset + 1, string.Create(CultureInfo.InvariantCulture, $"the bytes at offset {offset} are not valid UTF-8"));
        }
    }

    /// <summary>Reports, at the end of the text, a mode that has not ended.</summary>
    /// <param name="source">The text.</param>
    /// <param name="start">Where the mode began.</param>
    /// <param name="mode">Its name.</param>
    public void Unclosed<TUnit>(SourceReader<TUnit> source, int start, string mode)
        where TUnit : unmanaged
    {
        if (reportedEnd <= source.Length)
        {
            errors.Report(new SourceSpan(start, source.CodePointLength(start)), $"the text ends inside '{mode}', which begins here");
        }

        reportedEnd = source.Length + 1;
        End = source.Length;
    }

    /// <summary>What had begun, if that can be shown.</summary>
    private static string After<TUnit>(SourceReader<TUnit> source, int start, int position)
        where TUnit : unmanaged
    {
        if (position == start || position - start > LongestBeginning)
        {
            return "";
        }

        var text = source.Chars(start, position - start);
        foreach (var c in text)
        {
            if (char.IsControl(c) || char.IsSurrogate(c))
            {
                return "";
            }
        }

        return $" after '{text}'";
    }

    private static string Show(int codePoint) =>
        Rune.TryCreate(codePoint, out var rune) && !Rune.IsControl(rune) ? $"'{rune}'" : "U+" + codePoint.ToString("X4", CultureInfo.InvariantCulture);
}
