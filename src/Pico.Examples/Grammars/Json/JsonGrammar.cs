using System.Runtime.InteropServices;
using Pico.Parsing;

namespace Pico.Examples.Grammars.Json;

/// <summary>
/// JSON as RFC 8259 has it. A byte order mark, text behind the value, and what JavaScript allows beyond JSON are errors; lone surrogates in escapes are not
/// (section 8.2 leaves open what becomes of them: here they stay), nor are two members of one name.
/// </summary>
[Grammar("Value", Recognizer = true)]
[Skip(@"[ \t\n\r]+")]
[Skip(@"\uFEFF", Error = "a byte order mark does not belong to JSON")]
[Skip(@"""([^""\\\r\n]|\\[^\r\n])*""", Error = "a string holds a control character, or an escape that JSON does not have")]
[Skip(@"""([^""\\\r\n]|\\[^\r\n])*\\?", Error = "a string is not closed on its line")]
[Skip(@"-?[0-9]+(\.[0-9]*)?([eE][+\-]?[0-9]*)?|-|\.[0-9]+", Error = "a number is malformed: -12.5e+3 is one; leading zeros, a lone point or a plus in front are not JSON")]
[Skip(@"[A-Za-z_]+", Error = "a word that is not true, false or null; strings stand in quotes")]
internal sealed partial class JsonGrammar
{
    /// <summary>The parts of all arrays and objects that are complete; those of one lie side by side.</summary>
    private PartStack<JsonNode> nodes;

    /// <summary>The nodes of the text that was parsed last; whoever takes them disposes of them.</summary>
    public PartStack<JsonNode> TakeNodes()
    {
        var taken = nodes;
        nodes = default;
        return taken;
    }

    [Token(@"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+\-]?[0-9]+)?")]
    private static JsonNode Number(SourceSpan span) => new(JsonKind.Number, span);

    [Token(@"""([^""\\\x00-\x1F]|\\([""\\/bfnrt]|u[0-9A-Fa-f]{4}))*""")]
    private static JsonNode String(SourceSpan span) => new(JsonKind.String, span);

    [Rule("Number | String", Name = "Value", Expect = "expected a value: an object, an array, a string, a number, true, false or null")]
    private static JsonNode Simple(JsonNode value) => value;

    [Rule("'true'", Name = "Value")]
    private static JsonNode True(SourceSpan span) => new(JsonKind.True, span);

    [Rule("'false'", Name = "Value")]
    private static JsonNode False(SourceSpan span) => new(JsonKind.False, span);

    [Rule("'null'", Name = "Value")]
    private static JsonNode Null(SourceSpan span) => new(JsonKind.Null, span);

    [Rule("'[' (Value % ',')? ']'", Name = "Value")]
    private JsonNode Array(ReadOnlySpan<JsonNode> items, SourceSpan span)
    {
        var first = nodes.Count;
        nodes.Push(items);
        return new JsonNode(span, first, items.Length, JsonKind.Array);
    }

    [Rule("'{' (Member % ',')? '}'", Name = "Value")]
    private JsonNode Object(ReadOnlySpan<JsonMember> members, SourceSpan span)
    {
        var first = nodes.Count;
        nodes.Push(MemoryMarshal.Cast<JsonMember, JsonNode>(members)); // a name, a value, and again
        return new JsonNode(span, first, 2 * members.Length, JsonKind.Object);
    }

    [Rule("String ':' Value", Name = "Member", Expect = "expected the name of a member, in quotes")]
    private static JsonMember Member(JsonNode name, JsonNode value) => new(name, value);
}
