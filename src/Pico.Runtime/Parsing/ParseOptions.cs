namespace Pico.Parsing;

/// <summary>Limits of one parse.</summary>
public sealed record ParseOptions
{
    /// <summary>After how many errors a parse ends, unless its options say otherwise.</summary>
    public const int DefaultMaxErrors = 100;

    /// <summary>How deep productions may be nested; null takes what the grammar says. Whatever it says, the parser stops before the stack ends.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>After how many errors the parse ends.</summary>
    public int MaxErrors { get; init; } = DefaultMaxErrors;
}
