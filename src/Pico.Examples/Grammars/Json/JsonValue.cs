using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Pico.Examples.Grammars.Json;

/// <summary>A JSON value inside its text. Numbers and strings are read when they are asked for: most programs ask for few.</summary>
internal readonly struct JsonValue(JsonText text, JsonNode node)
{
    public JsonKind Kind => node.Kind;

    /// <summary>The text as it stands there.</summary>
    public string Raw => Encoding.UTF8.GetString(text.Bytes(node.Span));

    /// <summary>A number, rounded to the nearest double; infinite beyond the largest.</summary>
    public double Number
    {
        get
        {
            var digits = text.Bytes(node.Span);
            return Utf8Parser.TryParse(digits, out double number, out var used) && used == digits.Length
                ? number
                : double.Parse(Encoding.ASCII.GetString(digits), NumberStyles.Float, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A string; surrogates without their partner stay as they are.</summary>
    public string String
    {
        get
        {
            var inner = text.Bytes(node.Span)[1..^1];
            var characters = Encoding.UTF8.GetString(inner);
            return inner.Contains((byte)'\\') ? Unescape(characters) : characters;
        }
    }

    /// <summary>How many items an array, or members an object has.</summary>
    public int Count => node.Kind == JsonKind.Object ? node.Count / 2 : node.Count;

    /// <summary>An item of an array, or the value of a member of an object.</summary>
    public JsonValue this[int index] => new(text, Part(node.Kind == JsonKind.Object ? (2 * index) + 1 : index));

    /// <summary>The name of a member of an object, in the order of the text; names may occur twice.</summary>
    public string Name(int index) => new JsonValue(text, Part(2 * index)).String;

    private JsonNode Part(int index) => text.Node(node.First + index);

    private static string Unescape(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        while (text.IndexOf('\\') is var at and >= 0)
        {
            result.Append(text[..at]);
            var escape = text[at + 1];
            result.Append(escape switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(text.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                _ => escape,
            });
            text = text[(at + (escape == 'u' ? 6 : 2))..];
        }

        return result.Append(text).ToString();
    }
}
