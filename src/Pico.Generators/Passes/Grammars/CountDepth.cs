using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Chooses the nonterminals whose methods count how deep they are nested: at least one on each cycle of calls. These are the targets of back
/// edges of a depth-first search, so that a chain of rules such as value, array, value counts once a round.
/// </summary>
internal static class CountDepth
{
    public static Grammar Run(Grammar grammar)
    {
        var counts = new bool[grammar.Nonterminals.Count];
        foreach (var cycle in GrammarWalk.Cycles(counts.Length, grammar.Entries, index => grammar.Nonterminals[index].Calls()))
        {
            counts[cycle[0]] = true;
        }

        return grammar with { Nonterminals = grammar.Nonterminals.Select((nonterminal, i) => nonterminal with { CountsDepth = counts[i] }).ToEquatableArray() };
    }
}
