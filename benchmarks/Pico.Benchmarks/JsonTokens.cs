namespace Pico.Benchmarks;

/// <summary>The tokens of JSON in any order: what the lexer costs without a parser.</summary>
[Grammar("Tokens", Recognizer = true), Skip(@"[ \t\n\r]+")]
internal static partial class JsonTokens
{
    [Token(@"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+\-]?[0-9]+)?")]
    private static void Number()
    {
    }

    [Token(@"""([^""\\\x00-\x1F]|\\([""\\/bfnrt]|u[0-9A-Fa-f]{4}))*""")]
    private static void String()
    {
    }

    [Rule("(Number | String | 'true' | 'false' | 'null' | '[' | ']' | '{' | '}' | ',' | ':')*")]
    private static void Tokens()
    {
    }
}
