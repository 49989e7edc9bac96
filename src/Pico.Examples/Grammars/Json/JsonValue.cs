namespace Pico.Examples.Grammars.Json;

/// <summary>A JSON value: sixteen bytes, and an object only for what holds others or text.</summary>
internal readonly struct JsonValue
{
    /// <summary>The content: a string; the items; the members; for a number, its text where a double does not say it exactly; a marker of the kind otherwise.</summary>
    private readonly object? content;
    private readonly double number;

    private JsonValue(object? content, double number)
    {
        this.content = content;
        this.number = number;
    }

    private static readonly object NumberMark = new(), TrueMark = new(), FalseMark = new();

    public JsonKind Kind => content switch
    {
        null => JsonKind.Null,
        string => JsonKind.String,
        JsonValue[] => JsonKind.Array,
        JsonMember[] => JsonKind.Object,
        JsonNumber => JsonKind.Number,
        _ => content == NumberMark ? JsonKind.Number : content == TrueMark ? JsonKind.True : JsonKind.False,
    };

    /// <summary>The value of a number, rounded to the nearest double; infinite beyond the largest.</summary>
    public double Number => number;

    /// <summary>The text of a number that a double does not hold exactly; null where <see cref="Number"/> says it all.</summary>
    public string? ExactNumber => (content as JsonNumber)?.Text;

    /// <summary>The text of a string; surrogates without their partner stay as they are.</summary>
    public string String => (string)content!;

    /// <summary>The items of an array.</summary>
    public ReadOnlySpan<JsonValue> Items => (JsonValue[])content!;

    /// <summary>The members of an object, in the order of the text; names may occur twice.</summary>
    public ReadOnlySpan<JsonMember> Members => (JsonMember[])content!;

    public static JsonValue Of(double number) => new(NumberMark, number);

    public static JsonValue Of(double number, JsonNumber exact) => new(exact, number);

    public static JsonValue Of(bool value) => new(value ? TrueMark : FalseMark, 0);

    public static JsonValue Of(string text) => new(text, 0);

    public static JsonValue Of(JsonValue[] items) => new(items, 0);

    public static JsonValue Of(JsonMember[] members) => new(members, 0);
}

/// <summary>What a JSON value is.</summary>
internal enum JsonKind
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
internal readonly record struct JsonMember(string Name, JsonValue Value);
