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
        var state = new int[grammar.Nonterminals.Count]; // 0 not seen, 1 on the path, 2 done
        var counts = new bool[state.Length];
        void Visit(int index)
        {
            state[index] = 1;
            foreach (var next in grammar.Nonterminals[index].Calls())
            {
                if (state[next] == 1)
                {
                    counts[next] = true;
                }
                else if (state[next] == 0)
                {
                    Visit(next);
                }
            }

            state[index] = 2;
        }

        foreach (var entry in grammar.Entries.Where(entry => state[entry] == 0))
        {
            Visit(entry);
        }

        return grammar with { Nonterminals = grammar.Nonterminals.Select((nonterminal, i) => nonterminal with { CountsDepth = counts[i] }).ToEquatableArray() };
    }
}
