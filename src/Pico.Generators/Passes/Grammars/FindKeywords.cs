using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Finds the literals that a pattern of their mode matches in full. Among the pattern's matches they are looked up, and the
/// automaton need not spell them out. Only what is ASCII and does nothing but end a token is worth it.
/// </summary>
internal sealed class FindKeywords
{
    private readonly EquatableArray<LexerRule> rules;
    private readonly Nfa nfa;

    private FindKeywords(EquatableArray<LexerRule> rules, Nfa nfa)
    {
        this.rules = rules;
        this.nfa = nfa;
    }

    public static IEnumerable<Keyword> Run(EquatableArray<LexerRule> rules, Nfa nfa)
    {
        var pass = new FindKeywords(rules, nfa);
        for (var rule = 0; rule < rules.Count; rule++)
        {
            if (rules[rule].Literal is { Length: > 0 } literal && IsPlain(rules[rule]) && literal.All(c => c <= CharSet.LastAscii) &&
                pass.Winner(rules[rule].Mode, literal) is { } winner && IsPlain(rules[winner]))
            {
                yield return new Keyword(rule, winner);
            }
        }
    }

    private static bool IsPlain(LexerRule rule) => !rule.IsSilent && !rule.ChangesMode;

    /// <summary>The first pattern that matches the whole text.</summary>
    private int? Winner(string mode, string text)
    {
        var current = Closure(Enumerable.Range(0, rules.Count).Where(rule => rules[rule].Pattern is not null && rules[rule].Mode == mode).Select(rule => nfa.Starts[rule]));
        foreach (var c in text)
        {
            current = Closure(current.Select(state => nfa.States[state]).Where(state => state.Set >= 0 && nfa.Sets[state.Set].ContainsAscii(c)).Select(state => state.First));
        }

        return current.Select(state => nfa.States[state].Accepts).Where(rule => rule >= 0).Select(rule => (int?)rule).Min();
    }

    private HashSet<int> Closure(IEnumerable<int> states)
    {
        var closure = new HashSet<int>();
        var pending = new Stack<int>(states);
        while (pending.Count > 0)
        {
            var state = pending.Pop();
            if (state >= 0 && closure.Add(state) && nfa.States[state].Set < 0)
            {
                pending.Push(nfa.States[state].First);
                pending.Push(nfa.States[state].Second);
            }
        }

        return closure;
    }
}
