namespace Pico.Generators.Ir;

/// <summary>Something wrong with a grammar, without a location: the analyzer knows where its attributes are.</summary>
internal sealed record GrammarFault(GrammarFaultKind Kind, GrammarRange Range, EquatableArray<string> Arguments)
{
    public static GrammarFault Of(GrammarFaultKind kind, GrammarRange range, params string[] arguments) =>
        new(kind, range, EquatableArray.Of(arguments));
}

/// <summary>What can be wrong; each has a diagnostic of its own.</summary>
internal enum GrammarFaultKind
{
    Production,
    Regex,
    Undefined,
    Unreachable,
    NeverMatches,
    Conflict,
    LeftRecursion,
    EmptyLoop,
    Part,
    Name,
    Operator,
    Mode,
    TooComplex,
}
