using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Thompson's construction ("Regular Expression Search Algorithm", 1968), from the end of each expression to its start.
/// Every expression costs at least one state, so that the bound on states bounds the time as well.
/// </summary>
internal sealed class BuildNfa
{
    private const int MaximumStates = 20_000;

    private readonly Nfa nfa = new();
    private readonly Dictionary<CharSet, int> sets = new();

    private bool IsFull => nfa.States.Count >= MaximumStates;

    /// <summary>One automaton for all rules; null if it would have too many states.</summary>
    public static Nfa? Run(EquatableArray<LexerRule> rules)
    {
        var builder = new BuildNfa();
        for (var rule = 0; rule < rules.Count; rule++)
        {
            var accept = builder.Add(new NfaState(-1, -1, -1, rule));
            builder.nfa.Starts.Add(builder.Before(accept, ExpressionOf(rules[rule])));
        }

        return builder.IsFull ? null : builder.nfa;
    }

    private static RegexNode ExpressionOf(LexerRule rule) =>
        rule.Pattern ?? new RegexNode.Sequence(CodePoints.Of(rule.Literal!).Select(c => (RegexNode)new RegexNode.Set(CharSet.Of(c))).ToEquatableArray());

    /// <summary>The state at which the expression starts, if what follows it starts at another.</summary>
    private int Before(int next, RegexNode node)
    {
        if (IsFull)
        {
            return next;
        }

        switch (node)
        {
            case RegexNode.Set set:
                return Add(new NfaState(IndexOf(set.Chars), next, -1, -1));
            case RegexNode.Sequence sequence:
                return sequence.Items.Reverse().Aggregate(Add(new NfaState(-1, next, -1, -1)), Before);
            case RegexNode.Choice choice:
                return choice.Items.Reverse().Select(item => Before(next, item)).Aggregate(-1, (others, first) => Add(new NfaState(-1, first, others, -1)));
            case RegexNode.Repeat repeat:
                return Before(next, repeat);
            default:
                return Add(new NfaState(-1, next, -1, -1));
        }
    }

    private int Before(int next, RegexNode.Repeat repeat)
    {
        if (repeat.Max is { } max)
        {
            var end = next;
            for (var i = repeat.Min; i < max && !IsFull; i++)
            {
                next = Add(new NfaState(-1, Before(next, repeat.Item), end, -1));
            }
        }
        else
        {
            var loop = Add(default);
            nfa.States[loop] = new NfaState(-1, Before(loop, repeat.Item), next, -1);
            next = loop;
        }

        for (var i = 0; i < repeat.Min && !IsFull; i++)
        {
            next = Before(next, repeat.Item);
        }

        return Add(new NfaState(-1, next, -1, -1));
    }

    private int Add(NfaState state)
    {
        nfa.States.Add(state);
        return nfa.States.Count - 1;
    }

    private int IndexOf(CharSet set)
    {
        if (!sets.TryGetValue(set, out var index))
        {
            sets.Add(set, index = nfa.Sets.Count);
            nfa.Sets.Add(set);
        }

        return index;
    }
}
