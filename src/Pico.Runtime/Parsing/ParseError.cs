namespace Pico.Parsing;

/// <summary>One mistake in a text.</summary>
/// <param name="Span">Where it is.</param>
/// <param name="Message">What is wrong, in one line.</param>
public sealed record ParseError(SourceSpan Span, string Message)
{
    /// <summary>What would have been right there, if the grammar says; null for errors of the lexer and of the grammar's methods.</summary>
    public string? Expected { get; init; }

    /// <summary>The text that stands there instead; null at the end of the text.</summary>
    public string? Found { get; init; }

    /// <summary>The message with its place, and the line with a caret below what is meant.</summary>
    /// <param name="text">The text that was parsed.</param>
    /// <param name="name">What the text is called, such as the path of its file.</param>
    public string Render(ReadOnlySpan<char> text, string? name = null) => SourceExcerpt.Of(text, Span).Render(Message, name);

    /// <inheritdoc cref="Render(ReadOnlySpan{char}, string?)"/>
    public string Render(ReadOnlySpan<byte> text, string? name = null) => SourceExcerpt.Of(text, Span).Render(Message, name);
}
