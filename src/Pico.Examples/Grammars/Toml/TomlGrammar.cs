using Pico.Parsing;

namespace Pico.Examples.Grammars.Toml;

/// <summary>
/// TOML 1.0.0. What looks like a number is a key in front of '=' and a value behind it, so the lexer has three modes: keys (a text begins with them, and so does
/// an inline table), one value behind '=', which ends with it or with the line, and the values of an array, where lines do not count.
/// </summary>
/// <remarks>
/// The tokens of strings, numbers and dates are wider than the language, so that their methods can say what is wrong inside, and where; what no token matches
/// at all has a message among the skipped texts.
/// </remarks>
[Grammar("Document")]
[Skip(Blanks), Skip(Blanks, Mode = "value"), Skip(Blanks, Mode = "array"), Skip(LineBreak, Mode = "array")]
[Skip(Comment), Skip(Comment, Mode = "value"), Skip(Comment, Mode = "array")]
[Skip(BadComment, Error = BadCommentError), Skip(BadComment, Mode = "value", Error = BadCommentError), Skip(BadComment, Mode = "array", Error = BadCommentError)]
[Skip(@"\r", Error = ReturnError), Skip(@"\r", Mode = "value", Error = ReturnError), Skip(@"\r", Mode = "array", Error = ReturnError)]
[Skip(OpenString, Error = OpenStringError), Skip(OpenString, Mode = "value", Pop = true, Error = OpenStringError), Skip(OpenString, Mode = "array", Error = OpenStringError)]
[Skip(OpenMultiline, Mode = "value", Pop = true, Error = OpenMultilineError), Skip(OpenMultiline, Mode = "array", Error = OpenMultilineError)]
[Skip(LeadingZero, Mode = "value", Pop = true, Error = LeadingZeroError), Skip(LeadingZero, Mode = "array", Error = LeadingZeroError)]
[Skip(BadNumber, Mode = "value", Pop = true, Error = BadNumberError), Skip(BadNumber, Mode = "array", Error = BadNumberError)]
[Skip(Word, Mode = "value", Pop = true, Error = WordError), Skip(Word, Mode = "array", Error = WordError)]
[Skip(Word + @"[ \t]*=", Mode = "array", Pop = true, Error = "the array before this key is not closed")]
[Skip(@"\uFEFF", Error = "a byte order mark does not belong to TOML")]
internal static partial class TomlGrammar
{
    private const string Blanks = @"[ \t]+", LineBreak = @"\r?\n";

    private const string Comment = @"#[^\x00-\x08\x0A-\x1F\x7F\uD800-\uDFFF]*", BadComment = @"#([^\r\n]|\r+[^\r\n])*", BadCommentError = "a comment holds a control character";

    private const string ReturnError = "a carriage return stands only in front of a line feed";

    private const string OneLine = @"""([^""\\\r\n]|\\[^\r\n])*""|'[^'\r\n]*'";

    private const string ManyLines = @"""""""(""?""?([^""\\]|\\(.|\n)))*""{3,5}|'''('?'?[^'])*'{3,5}";

    private const string OpenString = @"""([^""\\\r\n]|\\[^\r\n])*\\?|'[^'\r\n]*", OpenStringError = "a string is not closed on its line";

    private const string OpenMultiline = @"""""""(""?""?([^""\\]|\\(.|\n)))*""?""?\\?|'''('?'?[^'])*'?'?", OpenMultilineError = "a string is not closed";

    private const string Word = @"[^\x00-\x20\x7F""'#,\[\]{}=]+", WordError = "this is no value: text stands in quotes; the words without them are true, false, inf and nan";

    private const string LeadingZero = @"[+\-]?0[0-9_]+(\.[0-9_]*)?([eE][+\-]?[0-9_]*)?", LeadingZeroError = "a number has no leading zeros";

    private const string BadNumber = @"[+\-]?\.?[0-9][^\x00-\x20\x7F""'#,\[\]{}=]*",
        BadNumberError = "a number or date is malformed: 1_000, 0xFF, -0.5e3, 1979-05-27T07:32:00Z, 1979-05-27 and 07:32:00 are well formed";

    private const string Whole = @"[+\-]?(0|[1-9](_?[0-9])*)", Digits = "[0-9](_?[0-9])*", Exponent = @"[eE][+\-]?" + Digits;

    private const string OfInteger = Whole + "|0x[0-9A-Fa-f](_?[0-9A-Fa-f])*|0o[0-7](_?[0-7])*|0b[01](_?[01])*";

    private const string OfFloat = Whole + @"(\." + Digits + "(" + Exponent + ")?|" + Exponent + @")|[+\-]?(inf|nan)";

    private const string Date = "[0-9]{4}-[0-9]{2}-[0-9]{2}", Time = @"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?";

    private const string OfDateTime = Date + "([Tt ]" + Time + @"([Zz]|[+\-][0-9]{2}:[0-9]{2})?)?|" + Time;

    [Token(LineBreak), Token(LineBreak, Mode = "value", Pop = true)]
    private static void Newline()
    {
    }

    [Token("=", Push = "value")]
    private static void EqualSign()
    {
    }

    [Token(","), Token(",", Mode = "array")]
    private static void Comma()
    {
    }

    [Token(@"\["), Token(@"\[", Mode = "value", Pop = true, Push = "array"), Token(@"\[", Mode = "array", Push = "array")]
    private static void LeftBracket()
    {
    }

    [Token(@"\]"), Token(@"\]", Mode = "array", Pop = true)]
    private static void RightBracket()
    {
    }

    [Token(@"\{", Mode = "value", Pop = true, Push = ""), Token(@"\{", Mode = "array", Push = "")]
    private static void LeftBrace()
    {
    }

    [Token(@"\}", Pop = true)]
    private static void RightBrace()
    {
    }

    [Token(@"[^\x00-\x20\x7F""'#,\[\]{}=.\uFEFF]+")]
    private static string BareKey(ReadOnlySpan<char> text, SourceSpan span, ParseErrors errors) => TomlText.BareKey(text, new TomlPlace(span, text, errors));

    [Token(OneLine), Token(OneLine, Mode = "value", Pop = true), Token(OneLine, Mode = "array")]
    private static string String(ReadOnlySpan<char> text, SourceSpan span, ParseErrors errors) => TomlText.Read(text, 1, new TomlPlace(span, text, errors));

    [Token(ManyLines, Mode = "value", Pop = true), Token(ManyLines, Mode = "array")]
    private static string MultilineString(ReadOnlySpan<char> text, SourceSpan span, ParseErrors errors) => TomlText.Read(text, 3, new TomlPlace(span, text, errors));

    [Token("true|false", Mode = "value", Pop = true), Token("true|false", Mode = "array")]
    private static TomlValue Boolean(ReadOnlySpan<char> text) => new TomlBoolean(text is "true");

    [Token(OfInteger, Mode = "value", Pop = true), Token(OfInteger, Mode = "array")]
    private static TomlValue Integer(ReadOnlySpan<char> text, SourceSpan span, ParseErrors errors) => TomlNumber.Integer(text, new TomlPlace(span, text, errors));

    [Token(OfFloat, Mode = "value", Pop = true), Token(OfFloat, Mode = "array")]
    private static TomlValue Float(ReadOnlySpan<char> text) => TomlNumber.Float(text);

    [Token(OfDateTime, Mode = "value", Pop = true), Token(OfDateTime, Mode = "array")]
    private static TomlValue DateTime(ReadOnlySpan<char> text, SourceSpan span, ParseErrors errors) => TomlDateTimeReader.Read(text, new TomlPlace(span, text, errors));

    [Rule("Line % (Newline <a line holds one 'key = value' or one [table]>)", Name = "Document")]
    private static TomlTable Document(ReadOnlySpan<TomlLine> lines, ParseErrors errors, SourceText text) => TomlTableBuilder.OfLines(lines, errors, text);

    [Rule("Pair", Name = "Line")]
    private static TomlLine Assignment(TomlPair pair, SourceSpan span) => new(TomlLineKind.Pair, pair, span);

    [Rule("'[' KeyPart % '.' ']' <a header that begins with '[' ends with ']'>", Name = "Line")]
    private static TomlLine Table(TomlKeyPart[] key, SourceSpan span) => new(TomlLineKind.Table, new TomlPair(key, null), span);

    [Rule("'[[' KeyPart % '.' ']]' <a header that begins with '[[' ends with ']]'>", Name = "Line")]
    private static TomlLine ArrayOfTables(TomlKeyPart[] key, SourceSpan span) => new(TomlLineKind.ArrayOfTables, new TomlPair(key, null), span);

    [Rule("'=' Value", Name = "Line")]
    private static TomlLine WithoutKey(TomlValue value, SourceSpan span, ParseErrors errors)
    {
        errors.Report(new SourceSpan(span.Start, 1), "a key is missing in front of '='");
        return new TomlLine(TomlLineKind.Blank, new TomlPair([], value), span);
    }

    [Rule("", Name = "Line")]
    private static TomlLine BlankLine(SourceSpan span) => new(TomlLineKind.Blank, new TomlPair([], null), span);

    [Rule("KeyPart % '.' '=' <expected '=' behind the key> Value", Name = "Pair", Expect = "expected a key: an inline table has neither line breaks nor a comma behind its last pair")]
    private static TomlPair Pair(TomlKeyPart[] key, TomlValue value) => new(key, value);

    [Rule("BareKey | String", Name = "KeyPart", Expect = "expected a key")]
    private static TomlKeyPart KeyPart(string name, SourceSpan span) => new(name, span);

    [Rule("Boolean | Integer | Float | DateTime", Name = "Value", Expect = "expected a value: a string, number, date, time, array, inline table, true or false")]
    private static TomlValue Scalar(TomlValue value) => value;

    [Rule("String | MultilineString", Name = "Value")]
    private static TomlValue Text(string value) => new TomlString(value);

    [Rule("'[' (Value % ',' ','?)? ']' <expected a value or ']'>", Name = "Value")]
    private static TomlValue Array(ReadOnlySpan<TomlValue> items) => new TomlArray(IsStatic: true, [.. items]);

    [Rule("'{' (Pair % ',')? '}' <expected ',' or '}': an inline table ends on its line>", Name = "Value")]
    private static TomlValue InlineTable(ReadOnlySpan<TomlPair> pairs, ParseErrors errors, SourceText text) => TomlTableBuilder.OfPairs(pairs, errors, text);
}
