using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Which parts can be empty, and with which tokens they can begin: FIRST, by iteration to the fixed point.</summary>
internal sealed class GrammarSets
{
    private readonly Grammar grammar;
    private readonly bool[] nullable;
    private readonly HashSet<int>[] first;
    private readonly HashSet<int>[] follow;

    public GrammarSets(Grammar grammar)
    {
        this.grammar = grammar;
        nullable = new bool[grammar.Nonterminals.Count];
        first = grammar.Nonterminals.Select(_ => new HashSet<int>()).ToArray();
        for (var (isChanged, round) = (true, 0); isChanged; round++)
        {
            isChanged = false;
            for (var step = 0; step < nullable.Length; step++)
            {
                var i = round % 2 == 0 ? nullable.Length - 1 - step : step; // long chains are settled at once in one of the two directions
                var before = (nullable[i], first[i].Count);
                foreach (var alternative in grammar.Nonterminals[i].Alternatives)
                {
                    nullable[i] |= IsNullable(alternative.Body);
                    first[i].UnionWith(First(alternative.Body));
                }

                if (nullable[i])
                {
                    first[i].UnionWith(grammar.Nonterminals[i].Tails.SelectMany(tail => First(tail.Body)));
                }

                isChanged |= before != (nullable[i], first[i].Count);
            }
        }

        follow = grammar.Nonterminals.Select(_ => new HashSet<int>()).ToArray();
        Follow();
    }

    public bool IsNullable(GrammarNode node) => node switch
    {
        NonterminalNode reference => nullable[reference.Index],
        SequenceNode sequence => sequence.Items.All(IsNullable),
        ChoiceNode choice => choice.Alternatives.Any(IsNullable),
        OptionalNode => true,
        RepeatNode repeat => (!repeat.AtLeastOne && repeat.Separator is null) || IsNullable(repeat.Item),
        _ => false,
    };

    public IEnumerable<int> FirstOf(int nonterminal) => first[nonterminal].OrderBy(kind => kind);

    /// <summary>The tokens that can follow a nonterminal, wherever it stands; its own operators not among them.</summary>
    public IEnumerable<int> FollowOf(int nonterminal) => follow[nonterminal].OrderBy(kind => kind);

    /// <summary>The tokens with which a part can begin, in order.</summary>
    public IEnumerable<int> First(GrammarNode node) => node switch
    {
        TerminalNode terminal => new[] { terminal.Kind },
        NonterminalNode reference => first[reference.Index].OrderBy(kind => kind),
        SequenceNode sequence => First(sequence.Items.Items, 0),
        ChoiceNode choice => choice.Alternatives.SelectMany(First).Distinct(),
        OptionalNode optional => First(optional.Item),
        RepeatNode repeat => IsNullable(repeat.Item) && repeat.Separator is { } separator ? First(repeat.Item).Concat(First(separator)).Distinct() : First(repeat.Item),
        _ => Enumerable.Empty<int>(),
    };

    /// <summary>The tokens with which the rest of a sequence can begin.</summary>
    public IEnumerable<int> First(IReadOnlyList<GrammarNode> items, int start)
    {
        var kinds = new List<int>();
        for (var i = start; i < items.Count; i++)
        {
            kinds.AddRange(First(items[i]));
            if (!IsNullable(items[i]))
            {
                break;
            }
        }

        return kinds.Distinct();
    }

    private void Follow()
    {
        foreach (var entry in grammar.Entries)
        {
            follow[entry].Add(0);
        }

        for (var (isChanged, round) = (true, 0); isChanged; round++)
        {
            isChanged = false;
            for (var step = 0; step < follow.Length; step++)
            {
                var i = round % 2 == 0 ? step : follow.Length - 1 - step;

                // Behind an alternative stand the tails as well.
                var behind = new HashSet<int>(follow[i].Concat(grammar.Nonterminals[i].Tails.SelectMany(tail => First(tail.Body))));
                foreach (var production in grammar.Nonterminals[i].Productions())
                {
                    isChanged |= Follow(production.Body, behind);
                }
            }
        }
    }

    /// <summary>Adds what follows the nonterminals in a part, itself followed by the given tokens; whether there was anything new.</summary>
    private bool Follow(GrammarNode node, IReadOnlyCollection<int> behind)
    {
        var isChanged = false;
        switch (node)
        {
            case NonterminalNode reference:
                var before = follow[reference.Index].Count;
                follow[reference.Index].UnionWith(behind);
                return follow[reference.Index].Count > before;
            case SequenceNode sequence:
                for (var i = sequence.Items.Count - 1; i >= 0; i--)
                {
                    isChanged |= Follow(sequence.Items[i], behind);
                    behind = new HashSet<int>(IsNullable(sequence.Items[i]) ? First(sequence.Items[i]).Concat(behind) : First(sequence.Items[i]));
                }

                return isChanged;
            case RepeatNode repeat:
                var again = new HashSet<int>(behind.Concat(First(repeat.Separator ?? repeat.Item)));
                if (repeat.Separator is { } separator)
                {
                    isChanged = Follow(separator, First(repeat.Item).ToArray());
                }

                return Follow(repeat.Item, again) || isChanged;
            default:
                foreach (var child in node.Children())
                {
                    isChanged |= Follow(child, behind);
                }

                return isChanged;
        }
    }
}
