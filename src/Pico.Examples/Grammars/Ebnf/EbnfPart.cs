namespace Pico.Examples.Grammars.Ebnf;

/// <summary>A part of a production in EBNF.</summary>
internal abstract record EbnfPart
{
    private EbnfPart()
    {
    }

    /// <summary>The name of a rule or token.</summary>
    internal sealed record Reference(string Name) : EbnfPart;

    /// <summary>A text between quotes.</summary>
    internal sealed record Literal(string Text) : EbnfPart;

    /// <summary>A regular expression, and how it changes the lexer's mode.</summary>
    internal sealed record Pattern(string Text, string? Mode, string? Push, bool Pop) : EbnfPart;

    /// <summary>Parts one after the other.</summary>
    internal sealed record Sequence(IReadOnlyList<EbnfPart> Items) : EbnfPart;

    /// <summary>One of several.</summary>
    internal sealed record Choice(IReadOnlyList<EbnfPart> Alternatives) : EbnfPart;

    /// <summary>A part or nothing.</summary>
    internal sealed record Optional(EbnfPart Item) : EbnfPart;

    /// <summary>A part several times, with something between two; or, if it may be none, not at all.</summary>
    internal sealed record Repeat(EbnfPart Item, EbnfPart? Separator, bool MayBeNone) : EbnfPart;
}

/// <summary>A name and what it stands for.</summary>
internal sealed record EbnfDefinition(string Name, EbnfPart Body);
