namespace Pico.Generators.Tests.Grammars;

/// <summary>Lexers that several tests use.</summary>
internal static class Lexers
{
    public static LexerRules Calculator() => new LexerRules()
        .Token("Number", @"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
        .Token("Name", @"[\p{L}_][\p{L}\p{Nd}_]*")
        .Literal("Let", "let")
        .Literal("In", "in")
        .Literal("If", "if")
        .Literal("Plus", "+")
        .Literal("Minus", "-")
        .Literal("Times", "*")
        .Literal("Power", "**")
        .Literal("Divide", "/")
        .Literal("LessEqual", "<=")
        .Literal("Less", "<")
        .Literal("Open", "(")
        .Literal("Close", ")")
        .Skip("WhiteSpace", @"\s+")
        .Skip("Comment", @"//[^\n]*");

    public static LexerRules Json() => new LexerRules()
        .Literal("OpenBrace", "{")
        .Literal("CloseBrace", "}")
        .Literal("OpenBracket", "[")
        .Literal("CloseBracket", "]")
        .Literal("Comma", ",")
        .Literal("Colon", ":")
        .Token("String", """
            "([^"\\\x00-\x1F]|\\(["\\/bfnrt]|u[0-9a-fA-F]{4}))*"
            """)
        .Token("Number", @"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
        .Literal("True", "true")
        .Literal("False", "false")
        .Literal("Null", "null")
        .Skip("WhiteSpace", @"[ \t\r\n]+");

    /// <summary>Nested comments, and strings with expressions in them.</summary>
    public static LexerRules Modes() => new LexerRules()
        .Token("Name", "[a-z]+")
        .Literal("Open", "{", push: "")
        .Literal("Close", "}", pop: true)
        .Literal("Quote", "\"", push: "string")
        .Skip("Space", " +")
        .Skip("Comment", @"/\*", push: "comment")
        .Skip("Deeper", @"/\*", mode: "comment", push: "comment")
        .Skip("CommentEnd", @"\*/", mode: "comment", pop: true)
        .Skip("CommentText", @"[^*/]+|\*|/", mode: "comment")
        .Token("Text", @"[^""{\\]+", mode: "string")
        .Error("BadEscape", @"\\.", "no such escape", mode: "string")
        .Literal("Hole", "{", mode: "string", push: "")
        .Literal("Unquote", "\"", mode: "string", pop: true);
}
