namespace Pico.Parsing;

/// <summary>
/// The text that is parsed, in either encoding. A method of a rule that has a parameter of this type can say of another place where it
/// is: "first in line 3".
/// </summary>
public readonly ref struct SourceText
{
    private readonly ReadOnlySpan<char> utf16;
    private readonly ReadOnlySpan<byte> utf8;

    /// <summary>A text in UTF-16.</summary>
    /// <param name="text">The text.</param>
    public SourceText(ReadOnlySpan<char> text) => utf16 = text;

    /// <summary>A text in UTF-8.</summary>
    /// <param name="utf8">The text.</param>
    public SourceText(ReadOnlySpan<byte> utf8) => this.utf8 = utf8;

    /// <summary>The number of the line in which a span begins, from 1. It is counted from the beginning of the text: meant for messages.</summary>
    /// <param name="span">The span, in units of the text.</param>
    public int LineOf(SourceSpan span) => (utf16.IsEmpty ? SourceExcerpt.Of(utf8, span) : SourceExcerpt.Of(utf16, span)).Line;
}
