/// <summary>What a token is.</summary>
public enum TokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>What matches <c>[a-z]+</c>.</summary>
    Name,

    /// <summary><c>{</c></summary>
    Open,

    /// <summary><c>}</c></summary>
    Close,

    /// <summary><c>"</c></summary>
    Quote,

    /// <summary>What matches <c>[^"{\\]+</c>.</summary>
    Text = 10,

    /// <summary><c>{</c></summary>
    Hole = 12,

    /// <summary><c>"</c></summary>
    Unquote,
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
    private const int DefaultMode = 0;
    private const int StringMode = 1;
    private const int CommentMode = 2;

    private LexicalErrors errors = new(errors);
    private ModeStack modes;
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
        TokenKind kind;
        do
        {
            kind = modes.Mode switch
            {
                StringMode => ScanString(),
                CommentMode => ScanComment(),
                _ => ScanDefault(),
            };
        }
        while (first < 0); // nothing was found, but the mode is another

        return kind;
    }

    private TokenKind ScanDefault()
    {
        var source = Source;
        var position = next;
        int start;

        token:
        start = position;
        switch (source[position])
        {
            case ' ':
                goto space;
            case '"':
                modes.Push(StringMode, start);
                return Take(TokenKind.Quote, start, position + 1);
            case '/':
                goto comment;
            case 'a' or 'b' or 'c' or 'd' or 'e' or 'f' or 'g' or 'h' or 'i' or 'j' or 'k' or 'l' or 'm' or 'n' or 'o' or 'p' or 'q' or 'r' or 's' or 't' or 'u' or 'v' or 'w' or 'x' or 'y' or 'z':
                goto name;
            case '{':
                modes.Push(DefaultMode, start);
                return Take(TokenKind.Open, start, position + 1);
            case '}':
                modes.Pop();
                return Take(TokenKind.Close, start, position + 1);
            case -1:
                return End(position);
            default:
                goto unexpected;
        }

        space:
        position = source.SkipWhile(position + 1, SpaceRun);
        goto token;

        comment:
        if (source[++position] != '*') goto unexpected;
        modes.Push(CommentMode, start);
        return Skip(position + 1);

        name:
        position = source.SkipWhile(position + 1, NameRun);
        return Take(TokenKind.Name, start, position);

        unexpected:
        position = errors.Unexpected(Source, start, position);
        goto token;
    }

    private TokenKind ScanString()
    {
        var source = Source;
        var position = next;
        int start;

        token:
        start = position;
        switch (source[position])
        {
            case >= '\0' and <= '!' or >= '#' and <= '[' or >= ']' and <= 'z' or >= '|':
                goto text;
            case '"':
                modes.Pop();
                return Take(TokenKind.Unquote, start, position + 1);
            case '\\':
                goto badEscape;
            case '{':
                modes.Push(DefaultMode, start);
                return Take(TokenKind.Hole, start, position + 1);
            case -1:
                return End(position);
            default:
                goto unexpected;
        }

        text:
        position = source.SkipWhileOrBeyondAscii(position + 1, TextRun);
        return Take(TokenKind.Text, start, position);

        badEscape:
        switch (source[++position])
        {
            case >= '\0' and <= '\t' or >= '\u000B' and <= '\u007F':
                position = errors.Report(start, position + 1, "no such escape");
                goto token;
            case > '\u007F':
                position += Source.CodePointLength(position) - 1;
                position = errors.Report(start, position + 1, "no such escape");
                goto token;
            default:
                goto unexpected;
        }

        unexpected:
        position = errors.Unexpected(Source, start, position);
        goto token;
    }

    private TokenKind ScanComment()
    {
        var source = Source;
        var position = next;
        int start;

        token:
        start = position;
        switch (source[position])
        {
            case >= '\0' and <= ')' or >= '+' and <= '.' or >= '0':
                goto commentText;
            case '*':
                goto commentText2;
            case '/':
                goto commentText3;
            case -1:
                return End(position);
            default:
                goto unexpected;
        }

        commentText:
        position = source.SkipWhileOrBeyondAscii(position + 1, CommentTextRun);
        goto token;

        commentText2:
        if (source[++position] != '/') goto token;
        modes.Pop();
        return Skip(position + 1);

        commentText3:
        if (source[++position] != '*') goto token;
        modes.Push(CommentMode, start);
        return Skip(position + 1);

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

    private TokenKind Skip(int end)
    {
        first = -1;
        next = end;
        return TokenKind.End;
    }

    private TokenKind End(int position)
    {
        first = next = position;
        errors.AtEnd(Source);

        if (modes.Mode == CommentMode)
        {
            errors.Unclosed(Source, modes.Start, "comment");
        }

        return TokenKind.End;
    }

    /// <summary>What <see cref="Next"/> changes, to come back to.</summary>
    public State Save() => new(next, errors.End, modes.Save());

    /// <summary>Goes back to the state that was saved last.</summary>
    public void Restore(State state)
    {
        next = state.Next;
        errors.End = state.LexicalErrorEnd;
        modes.Restore(state.Modes);
    }

    /// <summary>Stays, and gives up the state that was saved last.</summary>
    public void Release(State state) => modes.Release(state.Modes);

    /// <summary>Returns what the stack of modes has rented.</summary>
    public void Dispose() => modes.Dispose();

    /// <summary>A state to come back to.</summary>
    public readonly record struct State(int Next, int LexicalErrorEnd, ModeStack.State Modes);

    // ' '
    private static AsciiSet SpaceRun
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0x0000000000000004, 0x0000000000000000);
    }

    // >= 'a' and <= 'z'
    private static AsciiSet NameRun
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0xC0C0C0C0C0C0C080, 0x4040404040C0C0C0);
    }

    // >= '\0' and <= '!' or >= '#' and <= '[' or >= ']' and <= 'z' or >= '|' and <= '\u007F'
    private static AsciiSet TextRun
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0xFFFFFFFFFFFBFFFF, 0xFFFFFFDF7FFFFFFF);
    }

    // >= '\0' and <= ')' or >= '+' and <= '.' or >= '0' and <= '\u007F'
    private static AsciiSet CommentTextRun
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0xFFFFFFFFFFFFFFFF, 0xFBFFFFFFFFFBFFFF);
    }
}
