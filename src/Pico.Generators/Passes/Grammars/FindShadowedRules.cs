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
    private readonly int longest;
    private readonly bool[] reaches;
    private readonly long?[] words;

    private FindShadowedRules(LexerProgram program, LexerMode mode, int rule, Keyword[] keywords)
    {
        this.program = program;
        dfa = mode.Dfa;
        this.rule = rule;
        limit = keywords.Length;
        longest = keywords.Max(keyword => program.Rules[keyword.Rule].Literal!.Length);
        words = new long?[dfa.States.Count];
        reaches = Reaches();
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
                new FindShadowedRules(program, mode, rule, keywords).Words(0, 0) == keywords.Length)
            {
                yield return new LexerFinding.ShadowedRule(rule, keywords[0].Rule);
            }
        }
    }

    /// <summary>An earlier literal of the same text, which may have become a keyword.</summary>
    private static int? TwinOf(LexerProgram program, int rule) => program.Rules[rule] is { Literal: { } literal, Mode: var mode }
        ? Enumerable.Range(0, rule).Where(other => program.Rules[other].Literal == literal && program.Rules[other].Mode == mode).Select(other => (int?)other).FirstOrDefault()
        : null;

    /// <summary>The states from which the rule can still match.</summary>
    private bool[] Reaches()
    {
        var result = dfa.States.Select(state => state.Accepts == rule).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var state = dfa.States.Count - 1; state >= 0; state--)
            {
                if (!result[state] && dfa.States[state].Next.Any(next => next >= 0 && result[next]))
                {
                    result[state] = changed = true;
                }
            }
        }

        return result;
    }

    /// <summary>How many texts lead from a state to the rule; one more than the limit for all higher numbers, and where one is longer than all keywords.</summary>
    private long Words(int state, int depth)
    {
        if (words[state] is { } known)
        {
            return known;
        }

        if (depth > longest)
        {
            return limit + 1;
        }

        var count = dfa.States[state].Accepts == rule ? 1L : 0;
        for (var index = 0; index < program.Classes.Count && count <= limit; index++)
        {
            if (dfa.States[state].Next[index] is >= 0 and var next && reaches[next])
            {
                count += Words(next, depth + 1) * Members(index);
            }
        }

        words[state] = count = System.Math.Min(count, limit + 1);
        return count;
    }

    private long Members(int index) => System.Math.Min(limit + 1, program.Classes.Sets[index].Intervals.Sum(interval =>
        interval.Categories == CharSet.AllCategories ? interval.Last - interval.First + 1L : limit + 1));
}
