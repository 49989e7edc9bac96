using System.Text;
using Pico.Parsing;

namespace Pico.Examples.Grammars.Toml;

/// <summary>Where a token stands, so that its method can report what is wrong inside it.</summary>
internal readonly ref struct TomlPlace(SourceSpan span, ReadOnlySpan<char> text, ParseErrors errors)
{
    private readonly ReadOnlySpan<char> text = text;

    /// <summary>Reports that the token is wrong.</summary>
    public void Report(string message) => errors.Report(span, message);

    /// <summary>Reports that a part of the token is wrong.</summary>
    /// <param name="start">Where the part begins in the token's text.</param>
    /// <param name="length">How many characters it has.</param>
    /// <param name="message">What is wrong.</param>
    public void Report(int start, int length, string message) =>
        errors.Report(new SourceSpan(span.Start + Units(text[..start]), Units(text.Slice(start, length))), message);

    /// <summary>How many units of the parsed text these characters were: as many, unless it is UTF-8 and more than ASCII.</summary>
    private int Units(ReadOnlySpan<char> part) => text.Length == span.Length ? part.Length : Encoding.UTF8.GetByteCount(part);
}
