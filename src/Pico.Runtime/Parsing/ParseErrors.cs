namespace Pico.Parsing;

/// <summary>The errors of one parse, in the order in which they were found.</summary>
public sealed class ParseErrors
{
    private readonly List<(SourceSpan Span, string Message)> errors = [];

    /// <summary>How many there are.</summary>
    public int Count => errors.Count;

    /// <summary>One of them.</summary>
    /// <param name="index">Its place in the order in which they were found.</param>
    public (SourceSpan Span, string Message) this[int index] => errors[index];

    /// <summary>Adds an error.</summary>
    /// <param name="span">Where it is.</param>
    /// <param name="message">What is wrong, in one line.</param>
    public void Report(SourceSpan span, string message) => errors.Add((span, message));
}
