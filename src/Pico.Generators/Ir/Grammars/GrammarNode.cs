namespace Pico.Generators.Ir;

/// <summary>A part of a production.</summary>
/// <param name="Range">Where it stands in the attribute.</param>
internal abstract record GrammarNode(GrammarRange Range)
{
    /// <summary>The parameter that receives it, if the production says so.</summary>
    public string? Label { get; init; }

    /// <summary>What to say when the part is missing, if the production says so.</summary>
    public string? Expect { get; init; }
}

/// <summary>One token.</summary>
internal sealed record TerminalNode(GrammarRange Range, int Kind) : GrammarNode(Range);

/// <summary>Any text of a nonterminal.</summary>
/// <param name="Range">Where it stands in the attribute.</param>
/// <param name="Index">Which nonterminal.</param>
/// <param name="MinimumPrecedence">Of an operand: operators that bind less tightly end it.</param>
internal sealed record NonterminalNode(GrammarRange Range, int Index, int MinimumPrecedence = 0) : GrammarNode(Range)
{
    /// <summary>Whether it is the last operand of an operator: what follows it is decided by precedence.</summary>
    public bool IsOperand { get; init; }
}

/// <summary>Parts one after the other; none is the empty text.</summary>
internal sealed record SequenceNode(GrammarRange Range, EquatableArray<GrammarNode> Items) : GrammarNode(Range);

/// <summary>One of several.</summary>
internal sealed record ChoiceNode(GrammarRange Range, EquatableArray<GrammarNode> Alternatives) : GrammarNode(Range);

/// <summary>A part or nothing.</summary>
/// <param name="Range">Where it stands in the attribute.</param>
/// <param name="Item">The part.</param>
/// <param name="IsGreedy">Whether it is taken whenever it fits, even where what follows begins alike.</param>
internal sealed record OptionalNode(GrammarRange Range, GrammarNode Item, bool IsGreedy) : GrammarNode(Range);

/// <summary>A part any number of times.</summary>
/// <param name="Range">Where it stands in the attribute.</param>
/// <param name="Item">The part.</param>
/// <param name="Separator">What stands between two.</param>
/// <param name="AtLeastOne">Whether there is one at least; with a separator there always is.</param>
/// <param name="IsGreedy">Whether it goes on whenever it can.</param>
internal sealed record RepeatNode(GrammarRange Range, GrammarNode Item, GrammarNode? Separator, bool AtLeastOne, bool IsGreedy) : GrammarNode(Range)
{
    /// <summary>A number for each repetition of the grammar, for recovery.</summary>
    public int Ordinal { get; init; }
}
