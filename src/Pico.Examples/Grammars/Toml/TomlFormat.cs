using Pico.Parsing;

namespace Pico.Examples.Grammars.Toml;

/// <summary>TOML for <c>pico parse</c>.</summary>
internal sealed class TomlFormat : ITextFormat
{
    public string Name => "toml";

    public string Description => "TOML 1.0.0; --tree prints the tagged JSON of toml-test";

    public string Ebnf => TomlGrammar.Ebnf;

    public IReadOnlyList<ParseError> Parse(ReadOnlyMemory<byte> utf8, out Action<TextWriter>? tree)
    {
        var result = TomlGrammar.ParseDocument(utf8.Span);
        var value = result.ValueOrDefault;
        tree = result.IsSuccess ? output => TomlTaggedJson.Write(output, value!) : null;
        return result.Errors;
    }
}
