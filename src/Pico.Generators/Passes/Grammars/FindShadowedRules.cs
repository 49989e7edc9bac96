using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Finds rules that match nothing, because a literal or an earlier rule wins wherever they match.</summary>
internal sealed class FindShadowedRules
{
    private readonly LexerProgram program;
    private readonly Dfa dfa;
    private readonly int rule;
    private readonly long limit;
    private readonly long?[] words;
    private readonly bool[] isOpen;

    private FindShadowedRules(LexerProgram program, Dfa dfa, int rule, long limit)
    {
        this.program = program;
        this.dfa = dfa;
        this.rule = rule;
        this.limit = limit;
        words = new long?[dfa.States.Count];
        isOpen = new bool[dfa.States.Count];
    }

    /// <summary>The findings, in the order of the rules.</summary>
    /// <param name="program">The lexer.</param>
    /// <param name="losers">For rules that matched where another won, one such winner.</param>
    public static IEnumerable<LexerFinding> Run(LexerProgram program, IReadOnlyDictionary<int, int> losers)
    {
        var winners = new HashSet<int>(program.Modes.SelectMany(mode => mode.Dfa.States.Select(state => state.Accepts).Concat(mode.Keywords.Select(keyword => keyword.Rule))));
        for (var rule = 0; rule < program.Rules.Count; rule++)
        {
            if (!winners.Contains(rule))
            {
                if (TwinOf(program, rule) is { } twin)
                {
                    yield return new LexerFinding.ShadowedRule(rule, twin);
                }
                else if (losers.TryGetValue(rule, out var by))
                {
                    yield return new LexerFinding.ShadowedRule(rule, by);
                }
            }
            else if (program.Modes.Single(mode => mode.Name == program.Rules[rule].Mode) is var mode &&
                mode.Keywords.Where(keyword => keyword.Among == rule).ToArray() is { Length: > 0 } keywords &&
                new FindShadowedRules(program, mode.Dfa, rule, keywords.Length).Words(0) == keywords.Length)
            {
                yield return new LexerFinding.ShadowedRule(rule, keywords[0].Rule);
            }
        }
    }

    /// <summary>An earlier literal of the same text, which may have become a keyword.</summary>
    private static int? TwinOf(LexerProgram program, int rule) => program.Rules[rule] is { Literal: { } literal, Mode: var mode }
        ? Enumerable.Range(0, rule).Where(other => program.Rules[other].Literal == literal && program.Rules[other].Mode == mode).Select(other => (int?)other).FirstOrDefault()
        : null;

    /// <summary>How many texts lead from a state to the rule, counted up to one more than the limit: so many there are if a loop lies on the way.</summary>
    private long Words(int state)
    {
        if (words[state] is { } known)
        {
            return known;
        }

        if (isOpen[state])
        {
            return limit + 1; // a loop from which nothing is reached would have vanished; it counts even if another rule is reached, to be safe
        }

        isOpen[state] = true;
        var count = dfa.States[state].Accepts == rule ? 1L : 0;
        for (var index = 0; index < program.Classes.Count && count <= limit; index++)
        {
            if (dfa.States[state].Next[index] is >= 0 and var next)
            {
                count += Words(next) * Members(index);
            }
        }

        isOpen[state] = false;
        words[state] = count = System.Math.Min(count, limit + 1);
        return count;
    }

    private long Members(int index) => System.Math.Min(limit + 1, program.Classes.Sets[index].Intervals.Sum(interval =>
        interval.Categories == CharSet.AllCategories ? interval.Last - interval.First + 1L : limit + 1));
}
