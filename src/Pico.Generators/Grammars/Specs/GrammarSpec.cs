using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>A grammar as the user declares it: texts of attributes and signatures of methods, nothing resolved yet.</summary>
internal sealed record GrammarSpec(
    GrammarContainer Container,
    EquatableArray<EntrySpec> Entries,
    int MaxDepth,
    bool Recognizes,
    EquatableArray<TokenSpec> Tokens,
    EquatableArray<SkipSpec> Skips,
    EquatableArray<ProductionSpec> Productions,
    EquatableArray<RecoverySpec> Recoveries)
{
    /// <summary>Whether nothing was wrong with attributes and signatures; otherwise only signatures are generated of it.</summary>
    public bool IsUsable { get; init; } = true;
}

/// <summary>A nonterminal that a text may consist of.</summary>
internal sealed record EntrySpec(int Site, string Name);

/// <summary>A <c>[Token]</c>.</summary>
internal sealed record TokenSpec(int Site, GrammarAction Action, string Pattern, string Mode, string? Push, bool Pop)
{
    /// <summary>The method of the same name that reads the other encoding.</summary>
    public GrammarAction? Overload { get; init; }
}

/// <summary>A <c>[Skip]</c>.</summary>
internal sealed record SkipSpec(int Site, string Pattern, string Mode, string? Push, bool Pop, string? Error);

/// <summary>A <c>[Rule]</c> or an operator.</summary>
/// <param name="Site">The ordinal of the attribute.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The nonterminal it belongs to.</param>
/// <param name="Text">The production, or the operator.</param>
/// <param name="Action">The method.</param>
internal sealed record ProductionSpec(int Site, AlternativeKind Kind, string Name, string Text, GrammarAction Action)
{
    public int Precedence { get; init; }

    public GrammarAssociativity Associativity { get; init; }

    public string? Expect { get; init; }

    /// <summary>Who can name the type that the method returns.</summary>
    public GrammarAccess Access { get; init; }

    public int TryTokens { get; init; }
}

/// <summary>How operators in a row are grouped; the order is that of the runtime's <c>Associativity</c>.</summary>
internal enum GrammarAssociativity
{
    Left,
    Right,
    None,
}

/// <summary>A <c>[Recover]</c>; its sites are those of the whole attribute.</summary>
internal sealed record RecoverySpec(int Site, string Nonterminal, string After, string Before);
