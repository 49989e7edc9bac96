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
internal static partial class JsonGrammar
{
    [Token(@"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+\-]?[0-9]+)?")]
    private static JsonValue Number(ReadOnlySpan<byte> text) => JsonNumber.Read(text);

    [Token(@"""([^""\\\x00-\x1F]|\\([""\\/bfnrt]|u[0-9A-Fa-f]{4}))*""")]
    private static string String(ReadOnlySpan<char> text) => JsonString.Read(text);

    private static string String(ReadOnlySpan<byte> utf8) => JsonString.Read(utf8);

    [Rule("Number", Name = "Value", Expect = "expected a value: an object, an array, a string, a number, true, false or null")]
    private static JsonValue OfNumber(JsonValue value) => value;

    [Rule("String", Name = "Value")]
    private static JsonValue OfString(string value) => JsonValue.Of(value);

    [Rule("'true'", Name = "Value")]
    private static JsonValue True() => JsonValue.Of(true);

    [Rule("'false'", Name = "Value")]
    private static JsonValue False() => JsonValue.Of(false);

    [Rule("'null'", Name = "Value")]
    private static JsonValue Null() => default;

    [Rule("'[' (Value % ',')? ']'", Name = "Value")]
    private static JsonValue Array(ReadOnlySpan<JsonValue> items) => JsonValue.Of(items.ToArray());

    [Rule("'{' (Member % ',')? '}'", Name = "Value")]
    private static JsonValue Object(ReadOnlySpan<JsonMember> members) => JsonValue.Of(members.ToArray());

    [Rule("String ':' Value", Name = "Member", Expect = "expected the name of a member, in quotes")]
    private static JsonMember Member(string name, JsonValue value) => new(name, value);
}
