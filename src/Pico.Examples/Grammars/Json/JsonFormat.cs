using Pico.Parsing;

namespace Pico.Examples.Grammars.Json;

/// <summary>JSON for <c>pico parse</c>.</summary>
internal sealed class JsonFormat : ITextFormat
{
    public string Name => "json";

    public string Description => "JSON (RFC 8259)";

    public string Ebnf => JsonGrammar.Ebnf;

    public IReadOnlyList<ParseError> Parse(ReadOnlyMemory<byte> utf8, out Action<TextWriter>? tree)
    {
        var text = JsonText.Parse(utf8, out var errors);
        tree = text is null ? null : output => JsonTreeWriter.Write(output, text.Root);
        return errors;
    }
}
