/// <summary>What a token is.</summary>
public enum TokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>What matches <c>[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?</c>.</summary>
    Number,

    /// <summary>What matches <c>[\p{L}_][\p{L}\p{Nd}_]*</c>.</summary>
    Name,

    /// <summary><c>let</c></summary>
    Let,

    /// <summary><c>in</c></summary>
    In,

    /// <summary><c>if</c></summary>
    If,

    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>-</c></summary>
    Minus,

    /// <summary><c>*</c></summary>
    Times,

    /// <summary><c>**</c></summary>
    Power,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>&lt;=</c></summary>
    LessEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>(</c></summary>
    Open,

    /// <summary><c>)</c></summary>
    Close,
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
        int units;
        int start, end;

        token:
        start = position;
        switch (source[position])
        {
            case '\t' or '\n' or '\u000B' or '\u000C' or '\r' or ' ':
                goto whiteSpace;
            case '(':
                return Take(TokenKind.Open, start, position + 1);
            case ')':
                return Take(TokenKind.Close, start, position + 1);
            case '*':
                goto times;
            case '+':
                return Take(TokenKind.Plus, start, position + 1);
            case '-':
                return Take(TokenKind.Minus, start, position + 1);
            case '/':
                goto divide;
            case '0' or '1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9':
                goto number;
            case '<':
                goto less;
            case 'A' or 'B' or 'C' or 'D' or 'E' or 'F' or 'G' or 'H' or 'I' or 'J' or 'K' or 'L' or 'M' or 'N' or 'O' or 'P' or 'Q' or 'R' or 'S' or 'T' or 'U' or 'V' or 'W' or 'X' or 'Y' or 'Z' or
                '_' or 'a' or 'b' or 'c' or 'd' or 'e' or 'f' or 'g' or 'h' or 'i' or 'j' or 'k' or 'l' or 'm' or 'n' or 'o' or 'p' or 'q' or 'r' or 's' or 't' or 'u' or 'v' or 'w' or 'x' or 'y' or
                'z':
                goto name;
            case > '\u007F':
                switch (ClassOf(Source.CodePoint(position, out units)))
                {
                    case 2:
                        position += units - 1;
                        goto whiteSpace;
                    case 14:
                        position += units - 1;
                        goto name;
                    default:
                        goto unexpected;
                }
            case -1:
                return End(position);
            default:
                goto unexpected;
        }

        whiteSpace:
        position = source.SkipWhile(position + 1, WhiteSpaceRun);
        if (source[position] > '\u007F' && ClassOf(Source.CodePoint(position, out units)) is 2)
        {
            position += units - 1;
            goto whiteSpace;
        }

        goto token;

        times:
        if (source[++position] != '*') return Take(TokenKind.Times, start, position);
        return Take(TokenKind.Power, start, position + 1);

        divide:
        if (source[++position] != '/') return Take(TokenKind.Divide, start, position);
        position = source.SkipWhileOrBeyondAscii(position + 1, CommentRun);
        goto token;

        number:
        switch (source[++position])
        {
            case '.':
                end = position;
                goto number2;
            case >= '0' and <= '9':
                goto number;
            case 'E' or 'e':
                end = position;
                goto number3;
            default:
                return Take(TokenKind.Number, start, position);
        }

        less:
        if (source[++position] != '=') return Take(TokenKind.Less, start, position);
        return Take(TokenKind.LessEqual, start, position + 1);

        name:
        position = source.SkipWhile(position + 1, NameRun);
        if (source[position] > '\u007F' && ClassOf(Source.CodePoint(position, out units)) is 14 or 22)
        {
            position += units - 1;
            goto name;
        }

        return Take(NameOrKeyword(start, position - start), start, position);

        number2:
        if (source[++position] is not (>= '0' and <= '9')) return Take(TokenKind.Number, start, end);

        number4:
        switch (source[++position])
        {
            case >= '0' and <= '9':
                goto number4;
            case 'E' or 'e':
                end = position;
                goto number3;
            default:
                return Take(TokenKind.Number, start, position);
        }

        number3:
        switch (source[++position])
        {
            case '+' or '-':
                goto number5;
            case >= '0' and <= '9':
                goto number6;
            default:
                return Take(TokenKind.Number, start, end);
        }

        number5:
        if (source[++position] is not (>= '0' and <= '9')) return Take(TokenKind.Number, start, end);

        number6:
        if (source[++position] is >= '0' and <= '9') goto number6;
        return Take(TokenKind.Number, start, position);

        unexpected:
        position = errors.Unexpected(Source, start, position);
        goto token;
    }

    /// <summary>The keyword that stands there, if it is one.</summary>
    private readonly TokenKind NameOrKeyword(int start, int length) => length switch
    {
        2 => Source[start] switch
        {
            'i' when Source.Matches(start, "if") => TokenKind.If,
            'i' when Source.Matches(start, "in") => TokenKind.In,
            _ => TokenKind.Name,
        },
        3 => Source[start] switch
        {
            'l' when Source.Matches(start, "let") => TokenKind.Let,
            _ => TokenKind.Name,
        },
        _ => TokenKind.Name,
    };

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

    // >= '\t' and <= '\r' or ' '
    private static AsciiSet WhiteSpaceRun
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0x0000000000000004, 0x0000010101010100);
    }

    // >= '\0' and <= '\t' or >= '\u000B' and <= '\u007F'
    private static AsciiSet CommentRun
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFEFFFF);
    }

    // >= '0' and <= '9' or >= 'A' and <= 'Z' or '_' or >= 'a' and <= 'z'
    private static AsciiSet NameRun
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0xF8F8F8F8F8F8F8A8, 0x7050505050F0F8F8);
    }

    /// <summary>The class of a code point beyond ASCII: no state tells two of one class apart.</summary>
    private static int ClassOf(int codePoint)
    {
        switch (codePoint)
        {
            case 0x85:
                return 2;
            case >= 0xA0:
                return CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
                {
                    UnicodeCategory.SpaceSeparator
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator => 2,
                    UnicodeCategory.UppercaseLetter
                        or UnicodeCategory.LowercaseLetter
                        or UnicodeCategory.TitlecaseLetter
                        or UnicodeCategory.ModifierLetter
                        or UnicodeCategory.OtherLetter => 14,
                    UnicodeCategory.DecimalDigitNumber => 22,
                    _ => 1,
                };
            default:
                return 1;
        }
    }
}
