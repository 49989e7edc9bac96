using System.ComponentModel;
using System.Globalization;

namespace Pico.Parsing;

/// <summary>Collects the errors of one parse. A method of a grammar that has a parameter of this type may report errors of its own.</summary>
public sealed class ParseErrors
{
    [ThreadStatic]
    private static ParseErrors? spare;

    private readonly List<ParseError> errors = [];

    private int limit = int.MaxValue;

    /// <summary>How many there are so far.</summary>
    public int Count => errors.Count;

    /// <summary>Whether the parse should end, because there are as many as it wants to report.</summary>
    public bool IsFull => errors.Count >= limit;

    /// <summary>One of them.</summary>
    /// <param name="index">Its place in the order in which they were found.</param>
    public ParseError this[int index] => errors[index];

    /// <summary>An empty collection; a thread that returned one gets it back, so that parsing valid texts allocates nothing.</summary>
    /// <param name="limit">How many errors it holds at most; one at least, since a text that has errors must show one.</param>
    public static ParseErrors Rent(int limit = int.MaxValue)
    {
        var rented = spare ?? new ParseErrors();
        spare = null;
        rented.errors.Clear();
        rented.limit = Math.Max(1, limit);
        return rented;
    }

    /// <summary>Reports an error; the second report of one error, and what is beyond the limit, is dropped.</summary>
    /// <param name="span">Where it is.</param>
    /// <param name="message">What is wrong, in one line.</param>
    public void Report(SourceSpan span, string message) => Report(new ParseError(span, message));

    /// <summary>Reports an error; the second report of one error, and what is beyond the limit, is dropped.</summary>
    /// <param name="error">The error.</param>
    public void Report(ParseError error)
    {
        if (!IsFull && !errors.Contains(error))
        {
            errors.Add(error);
        }
    }

    /// <summary>Withdraws errors that end where the text ends too early: they follow from that.</summary>
    internal void WithdrawUpTo(int end) => errors.RemoveAll(error => error.Span.End == end && error.Span.Length > 0);

    /// <summary>Reports that another token was expected than the one that is there.</summary>
    /// <param name="source">The text.</param>
    /// <param name="span">The token; empty at the end of the text.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="message">What to say instead, if the grammar says so.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Unexpected<TUnit>(SourceReader<TUnit> source, SourceSpan span, string? expected, string? message = null)
        where TUnit : unmanaged
    {
        const int longest = 30;
        string? found = null;
        if (span.Length > 0)
        {
            found = source.Chars(span.Start, span.Length).ToString();
        }

        var shown = found is null ? "end of text" : "'" + (found.Length > longest ? found[..longest] + "…" : found).ReplaceLineEndings("\\n") + "'";
        Report(new ParseError(span, message ?? $"expected {expected}, found {shown}") { Expected = expected, Found = found });
    }

    /// <summary>Reports that a text is nested too deep; the parse ends there.</summary>
    /// <param name="span">The token with which it gets too deep.</param>
    /// <param name="depth">How deep it is.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void TooDeep(SourceSpan span, int depth)
    {
        Report(span, string.Create(CultureInfo.InvariantCulture, $"nested more than {depth} deep"));
        limit = errors.Count;
    }

    /// <summary>The errors in the order of the text; the collection is empty afterwards and may be rented again.</summary>
    public IReadOnlyList<ParseError> Take()
    {
        IReadOnlyList<ParseError> taken = errors.Count == 0 ? [] : [.. errors.OrderBy(error => error.Span.Start)];
        errors.Clear();
        spare = this;
        return taken;
    }
}
