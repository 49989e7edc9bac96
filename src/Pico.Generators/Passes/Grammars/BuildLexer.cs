using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>The passes of a lexer in order, from its rules to the automata of its modes.</summary>
internal static class BuildLexer
{
    /// <summary>The lexer, unless it is too complex, and what there is to say about its rules.</summary>
    public static (LexerProgram? Program, EquatableArray<LexerFinding> Findings) Run(EquatableArray<LexerRule> rules)
    {
        var findings = Enumerable.Range(0, rules.Count)
            .Where(rule => rules[rule].Pattern?.IsNullable ?? rules[rule].Literal!.Length == 0)
            .Select(rule => (LexerFinding)new LexerFinding.NullableRule(rule))
            .ToList();
        if (BuildNfa.Run(rules) is not { } nfa)
        {
            return TooComplex("");
        }

        var (classes, classesOf) = PartitionCodePoints.Run(nfa.Sets);
        var rank = RankOf(rules);
        var keywords = FindKeywords.Run(rules, nfa).ToArray();
        var losers = new Dictionary<int, int>();
        var modes = new List<LexerMode>();
        foreach (var mode in ModesOf(rules))
        {
            var inMode = Enumerable.Range(0, rules.Count).Where(rule => rules[rule].Mode == mode).ToArray();
            var lookedUp = keywords.Where(keyword => rules[keyword.Rule].Mode == mode).ToArray();
            if (DeterminizeNfa.Run(nfa, inMode.Except(lookedUp.Select(keyword => keyword.Rule)), classesOf, classes.Count, rank, losers) is not { } dfa)
            {
                return TooComplex(mode);
            }

            modes.Add(new LexerMode(mode, MinimizeDfa.Run(dfa), lookedUp.GroupBy(keyword => rules[keyword.Rule].Literal).Select(twins => twins.First()).ToEquatableArray()));
        }

        var program = new LexerProgram(rules, classes, modes.ToEquatableArray());
        findings.AddRange(FindShadowedRules.Run(program, losers));
        return (program, findings.ToEquatableArray());

        (LexerProgram?, EquatableArray<LexerFinding>) TooComplex(string mode)
        {
            findings.Add(new LexerFinding.TooComplex(mode));
            return (null, findings.ToEquatableArray());
        }
    }

    /// <summary>The mode without a name, then the others in the order in which rules name them.</summary>
    private static IEnumerable<string> ModesOf(EquatableArray<LexerRule> rules) =>
        new[] { "" }.Concat(rules.SelectMany(rule => rule.Push is null ? new[] { rule.Mode } : new[] { rule.Mode, rule.Push })).Distinct();

    /// <summary>Literals come before patterns, else what is declared first.</summary>
    private static int[] RankOf(EquatableArray<LexerRule> rules)
    {
        var rank = new int[rules.Count];
        var place = 0;
        foreach (var rule in Enumerable.Range(0, rules.Count).OrderBy(rule => rules[rule].Literal is null))
        {
            rank[rule] = place++;
        }

        return rank;
    }
}
