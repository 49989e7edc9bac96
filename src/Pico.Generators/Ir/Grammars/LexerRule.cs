namespace Pico.Generators.Ir;

/// <summary>One rule of a lexer: a literal or a pattern, where it holds, and what becomes of what it matches.</summary>
/// <param name="Kind">The number of the token kind; 0 is the end of the text, so at least 1.</param>
/// <param name="Name">The C# identifier of the kind.</param>
/// <param name="Pattern">What it matches, unless it is a literal.</param>
/// <param name="Literal">The text it matches, unless it is a pattern.</param>
internal sealed record LexerRule(int Kind, string Name, RegexNode? Pattern, string? Literal)
{
    /// <summary>The mode in which the rule holds; the lexer begins in the mode without a name.</summary>
    public string Mode { get; init; } = "";

    /// <summary>The mode that begins after the match.</summary>
    public string? Push { get; init; }

    /// <summary>Whether the mode ends with the match. With <see cref="Push"/> one mode takes the place of another.</summary>
    public bool Pop { get; init; }

    /// <summary>Whether the match is dropped.</summary>
    public bool IsSkip { get; init; }

    /// <summary>What is wrong with a text that matches: it is reported and then dropped.</summary>
    public string? Error { get; init; }

    /// <summary>The pattern as the user wrote it, for remarks.</summary>
    public string? PatternText { get; init; }

    /// <summary>Whether the parser never sees what it matches.</summary>
    public bool IsSilent => IsSkip || Error is not null;

    public bool ChangesMode => Push is not null || Pop;
}
