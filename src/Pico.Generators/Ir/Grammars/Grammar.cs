using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>A grammar whose names are resolved.</summary>
/// <param name="Terminals">The kinds of tokens; the first is the end of the text.</param>
/// <param name="Nonterminals">The rules.</param>
/// <param name="Entries">The nonterminals that a text may consist of.</param>
/// <param name="Recoveries">Where lists go on after mistakes, as far as the user says.</param>
/// <param name="MaxDepth">How deep rules may be nested.</param>
/// <param name="Recognizes">Whether there are methods that only tell whether a text fits.</param>
internal sealed record Grammar(
    EquatableArray<Terminal> Terminals,
    EquatableArray<Nonterminal> Nonterminals,
    EquatableArray<int> Entries,
    EquatableArray<Recovery> Recoveries,
    int MaxDepth,
    bool Recognizes);

/// <summary>A kind of token; the first is the end of the text.</summary>
/// <param name="Name">The member of <c>TokenKind</c>.</param>
/// <param name="Description">As messages and EBNF have it: a literal in quotes, or the name of the token.</param>
/// <param name="Action">What makes its value; null for literals.</param>
/// <param name="Overload">What makes its value of the other encoding, if the user wrote both.</param>
/// <param name="Range">Where it is declared or first used.</param>
internal sealed record Terminal(string Name, string Description, GrammarAction? Action, GrammarAction? Overload, GrammarRange Range)
{
    /// <summary>The type of its value, if it has one.</summary>
    public GrammarType? Value => Action is { Result.Form: not GrammarForm.Void } action ? action.Result : null;
}

/// <summary>A nonterminal: alternatives, and what may follow a whole one and makes a larger one of it.</summary>
internal sealed record Nonterminal(string Name, GrammarType Result, EquatableArray<Alternative> Alternatives, EquatableArray<Alternative> Tails, string? Expect)
{
    /// <summary>Who can name its type, and so may see its parser.</summary>
    public GrammarAccess Access { get; init; }

    /// <summary>Whether operators of different precedence ask for it, so that its method needs to know from which on.</summary>
    public bool HasPrecedence { get; init; }

    /// <summary>Whether it has operators that cannot stand in a row.</summary>
    public bool IsLimited => Tails.Any(tail => tail.IsNonAssociative);

    /// <summary>Whether its method counts how deep it is nested.</summary>
    public bool CountsDepth { get; init; }
}

/// <summary>Who may see a type or a method, from the widest to the narrowest circle.</summary>
internal enum GrammarAccess
{
    Public,
    Internal,
    Private,
}

/// <summary>A production.</summary>
/// <param name="Range">Where it stands.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Body">Its parts, without the left operand.</param>
/// <param name="Action">What makes its value.</param>
/// <param name="Arguments">What the method's parameters receive, in their order.</param>
/// <param name="Text">The production as the user wrote it, with the operands of an operator.</param>
internal sealed record Alternative(
    GrammarRange Range, AlternativeKind Kind, GrammarNode Body, GrammarAction Action, EquatableArray<GrammarArgument> Arguments, string Text)
{
    public int Precedence { get; init; }

    /// <summary>Whether its operators cannot stand in a row.</summary>
    public bool IsNonAssociative { get; init; }

    /// <summary>How many tokens may be read ahead to try it; 0 if it is not tried.</summary>
    public int TryTokens { get; init; }
}

internal enum AlternativeKind
{
    Plain,
    Prefix,
    Infix,
    Postfix,
}

/// <summary>What a parameter receives.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Part">The part, for <see cref="GrammarArgumentKind.Part"/>: its index among the parts of the body.</param>
/// <param name="Type">The type of the parameter.</param>
internal sealed record GrammarArgument(GrammarArgumentKind Kind, int Part, GrammarType Type);

internal enum GrammarArgumentKind
{
    /// <summary>A part of the production.</summary>
    Part,

    /// <summary>The operand in front of an operator.</summary>
    Left,

    /// <summary>Where the production lies.</summary>
    Span,

    /// <summary>The collection of errors.</summary>
    Errors,

    /// <summary>The text that is parsed.</summary>
    Source,
}

/// <summary>Where lists of a nonterminal go on after a mistake.</summary>
internal sealed record Recovery(int Nonterminal, EquatableArray<int> After, EquatableArray<int> Before);
