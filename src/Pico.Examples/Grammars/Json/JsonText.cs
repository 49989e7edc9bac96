using Pico.Parsing;

namespace Pico.Examples.Grammars.Json;

/// <summary>A parsed text: the bytes, and the nodes that tell what stands where. Dispose it to give the nodes' memory back to the pool.</summary>
internal sealed class JsonText : IDisposable
{
    private readonly ReadOnlyMemory<byte> utf8;
    private readonly JsonNode root;
    private PartStack<JsonNode> nodes;

    private JsonText(ReadOnlyMemory<byte> utf8, JsonNode root, PartStack<JsonNode> nodes)
    {
        this.utf8 = utf8;
        this.root = root;
        this.nodes = nodes;
    }

    /// <summary>The value that the text is.</summary>
    public JsonValue Root => new(this, root);

    /// <summary>Parses a text, which must not change afterwards.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="errors">What is wrong with it; then there is no value.</param>
    public static JsonText? Parse(ReadOnlyMemory<byte> utf8, out IReadOnlyList<ParseError> errors)
    {
        var grammar = new JsonGrammar();
        var result = grammar.ParseValue(utf8.Span);
        errors = result.Errors;
        if (result.IsSuccess)
        {
            return new JsonText(utf8, result.Value, grammar.TakeNodes());
        }

        grammar.TakeNodes().Dispose();
        return null;
    }

    public void Dispose() => nodes.Dispose();

    internal ReadOnlySpan<byte> Bytes(SourceSpan span) => utf8.Span.Slice(span.Start, span.Length);

    internal JsonNode Node(int index) => nodes[index];
}
