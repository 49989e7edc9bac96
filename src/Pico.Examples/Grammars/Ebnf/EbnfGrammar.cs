namespace Pico.Examples.Grammars.Ebnf;

/// <summary>The EBNF that generated parsers carry, itself a grammar: what draws grammars reads them with a generated parser.</summary>
[Grammar("Syntax"), Skip(@"[ \t\r\n]+"), Skip(@"\{[0-9]+\}")]
internal static partial class EbnfGrammar
{
    [Token(@"[\p{L}_][\p{L}\p{Nd}_]*")]
    private static string Name(ReadOnlySpan<char> text) => text.ToString();

    [Token(@"'([^'\\]|\\.)*'")]
    private static string Literal(ReadOnlySpan<char> text) => text[1..^1].ToString().Replace(@"\'", "'").Replace(@"\\", @"\");

    [Token(@"/([^/\\\n]|\\.)*/")]
    private static string Pattern(ReadOnlySpan<char> text) => text[1..^1].ToString().Replace(@"\/", "/");

    [Rule("Definition*", Name = "Syntax")]
    private static EbnfDefinition[] Syntax(EbnfDefinition[] definitions) => definitions;

    [Rule("Name '=' Choice ';'", Name = "Definition")]
    private static EbnfDefinition Rule(string name, EbnfPart body) => new(name, body);

    [Rule("Name '=' Pattern ('in' Name)? ('push' Name)? 'pop'? ';'", Name = "Definition")]
    private static EbnfDefinition Terminal(string name, string pattern, string? mode, string? push, bool pop) => new(name, new EbnfPart.Pattern(pattern, mode, push, pop));

    [Rule("Sequence % '|'", Name = "Choice")]
    private static EbnfPart Choice(EbnfPart[] alternatives) => alternatives is [var only] ? only : new EbnfPart.Choice(alternatives);

    [Rule("Part*", Name = "Sequence")]
    private static EbnfPart Sequence(EbnfPart[] items) => items is [var only] ? only : new EbnfPart.Sequence(items);

    [Rule("Name", Name = "Part")]
    private static EbnfPart Reference(string name) => new EbnfPart.Reference(name);

    [Rule("Literal", Name = "Part")]
    private static EbnfPart Text(string text) => new EbnfPart.Literal(text);

    [Rule("'(' Choice ')'", Name = "Part")]
    private static EbnfPart Group(EbnfPart inner) => inner;

    [Postfix("?", 20, Name = "Part")]
    private static EbnfPart Optional(EbnfPart item) => new EbnfPart.Optional(item);

    [Postfix("*", 20, Name = "Part")]
    private static EbnfPart Any(EbnfPart item) => new EbnfPart.Repeat(item, null, true);

    [Postfix("+", 20, Name = "Part")]
    private static EbnfPart Some(EbnfPart item) => new EbnfPart.Repeat(item, null, false);

    [Infix("%", 10, Name = "Part")]
    private static EbnfPart List(EbnfPart item, EbnfPart separator) => new EbnfPart.Repeat(item, separator, false);
}
