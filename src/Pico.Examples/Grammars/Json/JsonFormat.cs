using Pico.Parsing;

namespace Pico.Examples.Grammars.Json;

/// <summary>JSON for <c>pico parse</c>.</summary>
internal sealed class JsonFormat : ITextFormat
{
    public string Name => "json";

    public string Description => "JSON (RFC 8259)";

    public string Ebnf => JsonGrammar.Ebnf;

    public IReadOnlyList<ParseError> Parse(ReadOnlySpan<byte> utf8, out Action<TextWriter>? tree)
    {
        var result = JsonGrammar.ParseValue(utf8);
        var value = result.ValueOrDefault;
        tree = result.IsSuccess ? output => JsonTreeWriter.Write(output, value) : null;
        return result.Errors;
    }
}
