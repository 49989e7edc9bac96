using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;

namespace Pico.Generators.Diagnostics;

/// <summary>PICO3xxx: what can be wrong with a grammar.</summary>
internal static class GrammarDiagnostics
{
    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "PICO3001", "Containing type is not partial",
        "'{0}' is a grammar or holds one, so it must be partial: the generated parser is written into it");

    public static readonly DiagnosticDescriptor Unusable = Error(
        "PICO3002", "Not usable in a grammar",
        "'{0}' cannot be used in a grammar: {1}");

    public static readonly DiagnosticDescriptor Production = Error(
        "PICO3003", "Malformed production",
        "The production cannot be read: {0}");

    public static readonly DiagnosticDescriptor Regex = Error(
        "PICO3004", "Malformed regular expression",
        "The regular expression cannot be used: {0}");

    public static readonly DiagnosticDescriptor Undefined = Error(
        "PICO3005", "Undefined name",
        "No token or rule is called '{0}'{1}");

    public static readonly DiagnosticDescriptor Unreachable = Error(
        "PICO3006", "Useless declaration",
        "'{0}' {1}");

    public static readonly DiagnosticDescriptor NeverMatches = Error(
        "PICO3007", "Token that never matches",
        "This token can never be found: {0}");

    public static readonly DiagnosticDescriptor Conflict = Error(
        "PICO3008", "Conflict",
        "Three tokens do not tell how to go on: after {0} it could be {1}, as in {2}, or {3}, as in {4}");

    public static readonly DiagnosticDescriptor LeftRecursion = Error(
        "PICO3009", "Left recursion",
        "A rule begins with itself: {0}{1}");

    public static readonly DiagnosticDescriptor EmptyLoop = Error(
        "PICO3010", "Repetition of nothing",
        "What is {0} can be empty, so it has no end or no meaning");

    public static readonly DiagnosticDescriptor Part = Error(
        "PICO3011", "Part and parameter do not fit",
        "The production does not fit its method: {0}");

    public static readonly DiagnosticDescriptor Name = Error(
        "PICO3012", "Name is taken",
        "A name has two meanings: {0}");

    public static readonly DiagnosticDescriptor Operator = Error(
        "PICO3013", "Operators contradict each other",
        "The declarations contradict each other: {0}");

    public static readonly DiagnosticDescriptor Mode = Error(
        "PICO3014", "Mode of the lexer",
        "The modes of the lexer do not fit together: {0}");

    public static readonly DiagnosticDescriptor TooComplex = Error(
        "PICO3015", "Grammar is too large",
        "The grammar is too large to be compiled: {0}");

    public static readonly DiagnosticDescriptor Stray = Error(
        "PICO3016", "Attribute outside a grammar",
        "'{0}' has no effect here: '{1}' is not marked [Grammar]");

    public static readonly DiagnosticDescriptor Internal = Error(
        "PICO3099", "Internal error in the grammar compiler",
        "The grammar compiler failed on '{0}' ({1}); please report this with the grammar's source");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        ContainerNotPartial, Unusable, Production, Regex, Undefined, Unreachable, NeverMatches, Conflict, LeftRecursion, EmptyLoop,
        Part, Name, Operator, Mode, TooComplex, Stray, Internal);

    public static DiagnosticDescriptor Of(GrammarFaultKind kind) => kind switch
    {
        GrammarFaultKind.Production => Production,
        GrammarFaultKind.Regex => Regex,
        GrammarFaultKind.Undefined => Undefined,
        GrammarFaultKind.Unreachable => Unreachable,
        GrammarFaultKind.NeverMatches => NeverMatches,
        GrammarFaultKind.Conflict => Conflict,
        GrammarFaultKind.LeftRecursion => LeftRecursion,
        GrammarFaultKind.EmptyLoop => EmptyLoop,
        GrammarFaultKind.Part => Part,
        GrammarFaultKind.Name => Name,
        GrammarFaultKind.Operator => Operator,
        GrammarFaultKind.Mode => Mode,
        _ => TooComplex,
    };

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(
        id, title, message, "Pico.Grammars", DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: "https://github.com/picolib/picolib/blob/main/docs/diagnostics/" + id + ".md");
}
