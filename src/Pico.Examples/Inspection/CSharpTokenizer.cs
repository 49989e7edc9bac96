using System.Collections.Frozen;

namespace Pico.Examples.Inspection;

/// <summary>
/// Splits C# text for colouring. It never fails, whatever the text, and loses nothing: the tokens joined are the source.
/// </summary>
internal static class CSharpTokenizer
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock",
        "long", "namespace", "new", "nint", "null", "nuint", "object", "operator", "out", "override", "params", "partial",
        "private", "protected", "public", "readonly", "record", "ref", "return", "sbyte", "scoped", "sealed", "short",
        "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint",
        "ulong", "unchecked", "unsafe", "ushort", "using", "var", "virtual", "void", "volatile", "when", "where", "while",
        "with", "yield");

    public static IEnumerable<CSharpToken> Tokenize(string source)
    {
        for (var start = 0; start < source.Length;)
        {
            var (length, kind) = TokenAt(source, start);
            yield return new CSharpToken(source.Substring(start, length), kind);
            start += length;
        }
    }

    private static (int Length, CSharpTokenKind Kind) TokenAt(string source, int start)
    {
        var rest = source.AsSpan(start);
        var c = rest[0];
        if (rest.StartsWith("//")) return (LineLength(rest), CSharpTokenKind.Comment);
        if (rest.StartsWith("/*")) return (LengthTo(rest, "*/", 2), CSharpTokenKind.Comment);
        if (c == '#' && StartsLine(source, start)) return (LineLength(rest), CSharpTokenKind.Directive);
        if (StringLength(rest) is > 0 and var length) return (length, CSharpTokenKind.String);
        if (char.IsAsciiDigit(c)) return (NumberLength(rest), CSharpTokenKind.Number);
        if (IsNameStart(c)) return Word(rest);

        var plain = 1;
        while (plain < rest.Length && char.IsWhiteSpace(rest[plain]) && char.IsWhiteSpace(c)) plain++;
        return (plain, CSharpTokenKind.Plain);
    }

    private static (int Length, CSharpTokenKind Kind) Word(ReadOnlySpan<char> rest)
    {
        var length = 1;
        while (length < rest.Length && (char.IsLetterOrDigit(rest[length]) || rest[length] == '_')) length++;
        var word = rest[..length];
        var kind = Keywords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) ? CSharpTokenKind.Keyword
            : char.IsUpper(word[0]) ? CSharpTokenKind.Name
            : CSharpTokenKind.Plain;
        return (length, kind);
    }

    // "…" and '…' with escapes, @"…" with doubled quotes, """…""", each also with $ before it.
    private static int StringLength(ReadOnlySpan<char> rest)
    {
        var prefix = 0;
        while (prefix < rest.Length && rest[prefix] is '$' or '@') prefix++;
        if (prefix == rest.Length || (rest[prefix] != '"' && (rest[prefix] != '\'' || prefix > 0))) return 0;
        if (rest[prefix..].StartsWith("\"\"\""))
        {
            var quotes = rest[prefix..].IndexOfAnyExcept('"') is >= 0 and var run ? run : rest.Length - prefix;
            return LengthTo(rest, rest.Slice(prefix, quotes), prefix + quotes);
        }

        var verbatim = rest[..prefix].Contains('@');
        for (var i = prefix + 1; i < rest.Length; i++)
        {
            if (rest[i] == rest[prefix])
            {
                if (!verbatim || i + 1 >= rest.Length || rest[i + 1] != '"') return i + 1;
                i++; // a doubled quote
            }
            else if (rest[i] == '\\' && !verbatim)
            {
                i++;
            }
            else if (rest[i] == '\n' && !verbatim)
            {
                return i; // unterminated
            }
        }

        return rest.Length;
    }

    private static int NumberLength(ReadOnlySpan<char> rest)
    {
        var hexadecimal = rest.StartsWith("0x") || rest.StartsWith("0X");
        var length = 1;
        while (length < rest.Length)
        {
            var c = rest[length];
            var exponentSign = (c is '+' or '-') && (rest[length - 1] is 'e' or 'E') && !hexadecimal;
            var point = c == '.' && length + 1 < rest.Length && char.IsAsciiDigit(rest[length + 1]);
            if (!char.IsAsciiLetterOrDigit(c) && c != '_' && !exponentSign && !point) break;
            length++;
        }

        return length;
    }

    private static int LengthTo(ReadOnlySpan<char> rest, ReadOnlySpan<char> end, int from) =>
        from <= rest.Length && rest[from..].IndexOf(end) is >= 0 and var at ? from + at + end.Length : rest.Length;

    private static int LineLength(ReadOnlySpan<char> rest) => rest.IndexOf('\n') is >= 0 and var end ? end : rest.Length;

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private static bool StartsLine(string source, int start)
    {
        for (var i = start - 1; i >= 0 && source[i] != '\n'; i--)
        {
            if (!char.IsWhiteSpace(source[i])) return false;
        }

        return true;
    }
}
