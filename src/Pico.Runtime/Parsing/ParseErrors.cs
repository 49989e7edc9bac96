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
    /// <param name="limit">How many errors it holds at most.</param>
    public static ParseErrors Rent(int limit = int.MaxValue)
    {
        var rented = spare ?? new ParseErrors();
        spare = null;
        rented.errors.Clear();
        rented.limit = limit;
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

    /// <summary>The errors in the order of the text; the collection is empty afterwards and may be rented again.</summary>
    public IReadOnlyList<ParseError> Take()
    {
        IReadOnlyList<ParseError> taken = errors.Count == 0 ? [] : [.. errors.OrderBy(error => error.Span.Start)];
        errors.Clear();
        spare = this;
        return taken;
    }
}
