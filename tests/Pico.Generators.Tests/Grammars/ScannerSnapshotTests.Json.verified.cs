/// <summary>What a token is.</summary>
public enum TokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary><c>{</c></summary>
    OpenBrace,

    /// <summary><c>}</c></summary>
    CloseBrace,

    /// <summary><c>[</c></summary>
    OpenBracket,

    /// <summary><c>]</c></summary>
    CloseBracket,

    /// <summary><c>,</c></summary>
    Comma,

    /// <summary><c>:</c></summary>
    Colon,

    /// <summary>What matches <c>"([^"\\\x00-\x1F]|\\(["\\/bfnrt]|u[0-9a-fA-F]{4}))*"</c>.</summary>
    String,

    /// <summary>What matches <c>-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?</c>.</summary>
    Number,

    /// <summary><c>true</c></summary>
    True,

    /// <summary><c>false</c></summary>
    False,

    /// <summary><c>null</c></summary>
    Null,
}

/// <summary>A token: what it is and where it stands, in units of the text.</summary>
/// <param name="kind">What it is.</param>
/// <param name="start">The index of its first unit.</param>
/// <param name="length">How many units it has.</param>
public readonly struct Token(TokenKind kind, int start, int length)
{
    /// <summary>What it is.</summary>
    public TokenKind Kind { get; } = kind;

    /// <summary>The index of its first unit.</summary>
    public int Start { get; } = start;

    /// <summary>How many units it has.</summary>
    public int Length { get; } = length;

    /// <summary>The index after its last unit.</summary>
    public int End => Start + Length;

    /// <summary>Where it stands.</summary>
    public SourceSpan Span => new(Start, Length);
}

/// <summary>Cuts a text into tokens.</summary>
/// <typeparam name="TUnit"><see cref="char"/> for UTF-16, <see cref="byte"/> for UTF-8.</typeparam>
private ref struct Lexer<TUnit>(ReadOnlySpan<TUnit> text, ParseErrors errors)
    where TUnit : unmanaged
{
    private LexicalErrors errors = new(errors);
    private int first; // of the token read last
    private int next;

    /// <summary>The text.</summary>
    public readonly SourceReader<TUnit> Source { get; } = new(text);

    /// <summary>The end of the last error that the lexer has reported, or -1.</summary>
    public readonly int LexicalErrorEnd => errors.End;

    /// <summary>The next token; at the end of the text <see cref="TokenKind.End"/>, again and again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Token Next()
    {
        var kind = Scan();
        return new Token(kind, first, next - first);
    }

    /// <summary>What the next token is.</summary>
    public TokenKind Scan()
    {
        var source = Source;
        var position = next;
        int start, end;

        token:
        start = position;
        switch (source[position])
        {
            case '\t' or '\n' or '\r' or ' ':
                goto whiteSpace;
            case '"':
                goto @string;
            case ',':
                return Take(TokenKind.Comma, start, position + 1);
            case '-':
                goto number;
            case '0':
                goto number2;
            case '1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9':
                goto number3;
            case ':':
                return Take(TokenKind.Colon, start, position + 1);
            case '[':
                return Take(TokenKind.OpenBracket, start, position + 1);
            case ']':
                return Take(TokenKind.CloseBracket, start, position + 1);
            case 'f':
                goto @false;
            case 'n':
                goto @null;
            case 't':
                goto @true;
            case '{':
                return Take(TokenKind.OpenBrace, start, position + 1);
            case '}':
                return Take(TokenKind.CloseBrace, start, position + 1);
            case -1:
                return End(position);
            default:
                goto unexpected;
        }

        whiteSpace:
        position = source.SkipWhile(position + 1, WhiteSpaceRun);
        goto token;

        @string:
        position = source.SkipWhileOrBeyondAscii(position + 1, StringRun);
        switch (source[position])
        {
            case '"':
                return Take(TokenKind.String, start, position + 1);
            case '\\':
                goto string3;
            default:
                goto unexpected;
        }

        number:
        switch (source[++position])
        {
            case '0':
                goto number2;
            case >= '1' and <= '9':
                goto number3;
            default:
                goto unexpected;
        }

        number2:
        switch (source[++position])
        {
            case '.':
                end = position;
                goto number4;
            case 'E' or 'e':
                end = position;
                goto number5;
            default:
                return Take(TokenKind.Number, start, position);
        }

        number3:
        switch (source[++position])
        {
            case '.':
                end = position;
                goto number4;
            case >= '0' and <= '9':
                goto number3;
            case 'E' or 'e':
                end = position;
                goto number5;
            default:
                return Take(TokenKind.Number, start, position);
        }

        @false:
        if (source[++position] != 'a') goto unexpected;
        if (source[++position] != 'l') goto unexpected;
        if (source[++position] != 's') goto unexpected;
        if (source[++position] != 'e') goto unexpected;
        return Take(TokenKind.False, start, position + 1);

        @null:
        if (source[++position] != 'u') goto unexpected;
        if (source[++position] != 'l') goto unexpected;
        if (source[++position] != 'l') goto unexpected;
        return Take(TokenKind.Null, start, position + 1);

        @true:
        if (source[++position] != 'r') goto unexpected;
        if (source[++position] != 'u') goto unexpected;
        if (source[++position] != 'e') goto unexpected;
        return Take(TokenKind.True, start, position + 1);

        string3:
        switch (source[++position])
        {
            case '"' or '/' or '\\' or 'b' or 'f' or 'n' or 'r' or 't':
                goto @string;
            case 'u':
                goto string4;
            default:
                goto unexpected;
        }

        number4:
        if (source[++position] is not (>= '0' and <= '9')) return Take(TokenKind.Number, start, end);

        number6:
        switch (source[++position])
        {
            case >= '0' and <= '9':
                goto number6;
            case 'E' or 'e':
                end = position;
                goto number5;
            default:
                return Take(TokenKind.Number, start, position);
        }

        number5:
        switch (source[++position])
        {
            case '+' or '-':
                goto number7;
            case >= '0' and <= '9':
                goto number8;
            default:
                return Take(TokenKind.Number, start, end);
        }

        string4:
        if (source[++position] is not (>= '0' and <= '9' or >= 'A' and <= 'F' or >= 'a' and <= 'f')) goto unexpected;
        if (source[++position] is not (>= '0' and <= '9' or >= 'A' and <= 'F' or >= 'a' and <= 'f')) goto unexpected;
        if (source[++position] is not (>= '0' and <= '9' or >= 'A' and <= 'F' or >= 'a' and <= 'f')) goto unexpected;
        if (source[++position] is not (>= '0' and <= '9' or >= 'A' and <= 'F' or >= 'a' and <= 'f')) goto unexpected;
        goto @string;

        number7:
        if (source[++position] is not (>= '0' and <= '9')) return Take(TokenKind.Number, start, end);

        number8:
        if (source[++position] is >= '0' and <= '9') goto number8;
        return Take(TokenKind.Number, start, position);

        unexpected:
        position = errors.Unexpected(Source, start, position);
        goto token;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TokenKind Take(TokenKind kind, int start, int end)
    {
        first = start;
        next = end;
        return kind;
    }

    private TokenKind End(int position)
    {
        first = next = position;
        errors.AtEnd(Source);

        return TokenKind.End;
    }

    /// <summary>What <see cref="Next"/> changes, to come back to.</summary>
    public readonly State Save() => new(next, errors.End);

    /// <summary>Goes back to the state that was saved last.</summary>
    public void Restore(State state)
    {
        next = state.Next;
        errors.End = state.LexicalErrorEnd;
    }

    /// <summary>A state to come back to.</summary>
    public readonly record struct State(int Next, int LexicalErrorEnd);

    // '\t' or '\n' or '\r' or ' '
    private static AsciiSet WhiteSpaceRun
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0x0000000000000004, 0x0000010000010100);
    }

    // ' ' or '!' or >= '#' and <= '[' or >= ']' and <= '\u007F'
    private static AsciiSet StringRun
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0xFCFCFCFCFCF8FCFC, 0xFCFCFCDCFCFCFCFC);
    }
}
