namespace Pico.Generators.Ir;

/// <summary>Something about a set of lexer rules that the user should know; rules are named by index.</summary>
internal abstract record LexerFinding
{
    private LexerFinding()
    {
    }

    /// <summary>The rule can never match: whatever it matches, an earlier rule or a literal wins.</summary>
    internal sealed record ShadowedRule(int Rule, int By) : LexerFinding;

    /// <summary>The rule matches the empty text, which no token can be.</summary>
    internal sealed record NullableRule(int Rule) : LexerFinding;

    /// <summary>The automaton of a mode would grow beyond all bounds; there is no program then.</summary>
    internal sealed record TooComplex(string Mode) : LexerFinding;
}
