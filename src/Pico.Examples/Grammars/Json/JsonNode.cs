using Pico.Parsing;

namespace Pico.Examples.Grammars.Json;

/// <summary>A value as the parser leaves it: where it stands, and where its parts lie among all nodes of the text.</summary>
/// <param name="Span">Where it stands; a string with its quotes.</param>
/// <param name="First">The index of its first part.</param>
/// <param name="Count">How many parts it has: the items of an array, or the names and values of an object in turns.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct JsonNode(SourceSpan Span, int First, int Count, JsonKind Kind)
{
    public JsonNode(JsonKind kind, SourceSpan span)
        : this(span, 0, 0, kind)
    {
    }
}

/// <summary>What a JSON value is.</summary>
internal enum JsonKind : byte
{
    Null,
    True,
    False,
    Number,
    String,
    Array,
    Object,
}

/// <summary>A member of an object.</summary>
internal readonly record struct JsonMember(JsonNode Name, JsonNode Value);
