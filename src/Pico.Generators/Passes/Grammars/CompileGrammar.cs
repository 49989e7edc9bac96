using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>The recipe: what is done to a grammar between its texts and its parser.</summary>
internal static class CompileGrammar
{
    /// <summary>The plan of a parser, or null with what is wrong.</summary>
    /// <param name="grammar">The productions.</param>
    /// <param name="rules">The rules of the lexer.</param>
    /// <param name="sites">Where each of those is declared.</param>
    public static (GrammarPlan? Plan, IReadOnlyList<GrammarFault> Faults) Run(Grammar grammar, EquatableArray<LexerRule> rules, EquatableArray<GrammarRange> sites)
    {
        var faults = new List<GrammarFault>();
        var lexer = BuildLexer.Run(rules);
        faults.AddRange(lexer.Findings.Select(finding => Fault(finding, rules, sites)));

        var sets = new GrammarSets(grammar);
        faults.AddRange(CheckGrammar.Run(grammar, sets));
        if (faults.Count > 0 || lexer.Program is null)
        {
            return (null, faults); // lookahead of a grammar that never ends would not end either
        }

        grammar = CountDepth.Run(MergeOperators.Run(grammar));
        sets = new GrammarSets(grammar);
        var decisions = ChooseLookahead.Run(grammar);
        return decisions.Faults.Count > 0 ? (null, decisions.Faults) : (new GrammarPlan(grammar, lexer.Program, sets, decisions), faults);
    }

    private static GrammarFault Fault(LexerFinding finding, EquatableArray<LexerRule> rules, EquatableArray<GrammarRange> sites) => finding switch
    {
        LexerFinding.ShadowedRule shadowed => GrammarFault.Of(
            GrammarFaultKind.NeverMatches, sites[shadowed.Rule], "whatever it matches, " + Describe(rules[shadowed.By]) + " matches first"),
        LexerFinding.NullableRule empty => GrammarFault.Of(GrammarFaultKind.Regex, sites[empty.Rule], "it matches the empty text, which no token can be"),
        LexerFinding.TooComplex complex => GrammarFault.Of(
            GrammarFaultKind.TooComplex, sites.Count > 0 ? sites[0] : default,
            "the automaton of the lexer" + (complex.Mode.Length > 0 ? "'s mode '" + complex.Mode + "'" : "") + " has too many states; bounded repetitions of long parts multiply them"),
        _ => throw new System.ArgumentOutOfRangeException(nameof(finding)),
    };

    private static string Describe(LexerRule rule) => rule.Literal is { } literal ? "the literal '" + literal + "'" : rule.IsSilent ? "a [Skip]" : "'" + rule.Name + "'";
}
