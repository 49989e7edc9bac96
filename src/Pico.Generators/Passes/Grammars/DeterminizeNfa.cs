using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The subset construction (Rabin and Scott, 1959): a state stands for all states that the nondeterministic automaton can be
/// in. Where several rules have matched, a literal wins, then the rule declared first. The start is a state of its own,
/// which accepts nothing: no token is empty.
/// </summary>
internal sealed class DeterminizeNfa
{
    private const int MaximumStates = 4_000;
    private const int MaximumWork = 8_000_000;

    private readonly Nfa nfa;
    private readonly int[][] classesOf;
    private readonly int classCount;
    private readonly int[] rank;
    private readonly Dictionary<int, int> losers;

    private readonly Dictionary<string, int> numbers = new();
    private readonly List<string> subsets = new();
    private readonly List<int> accepts = new();
    private readonly int[] visited;
    private int visit;
    private int work;

    private DeterminizeNfa(Nfa nfa, int[][] classesOf, int classCount, int[] rank, Dictionary<int, int> losers)
    {
        this.nfa = nfa;
        this.classesOf = classesOf;
        this.classCount = classCount;
        this.rank = rank;
        this.losers = losers;
        visited = new int[nfa.States.Count];
    }

    /// <summary>The automaton of some rules; null if it would have too many states.</summary>
    /// <param name="nfa">The automaton of all rules.</param>
    /// <param name="rules">The rules that take part.</param>
    /// <param name="classesOf">The classes of which each set of the automaton consists.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="rank">For each rule its place in the order of precedence.</param>
    /// <param name="losers">Receives, for a rule that matches where another wins, one such winner.</param>
    public static Dfa? Run(Nfa nfa, IEnumerable<int> rules, int[][] classesOf, int classCount, int[] rank, Dictionary<int, int> losers)
    {
        var pass = new DeterminizeNfa(nfa, classesOf, classCount, rank, losers);
        var start = pass.Closure(rules.Select(rule => nfa.Starts[rule]));
        pass.subsets.Add(start);
        pass.accepts.Add(-1);
        var transitions = new List<int[]>();
        for (var state = 0; state < pass.subsets.Count; state++)
        {
            if (pass.subsets.Count > MaximumStates || pass.work > MaximumWork)
            {
                return null;
            }

            transitions.Add(pass.Transitions(pass.subsets[state]));
        }

        return new Dfa(transitions.Select((next, state) => new DfaState(pass.accepts[state], next.ToEquatableArray())).ToEquatableArray());
    }

    private int[] Transitions(string subset)
    {
        var targets = new List<int>?[classCount];
        foreach (var state in subset)
        {
            if (nfa.States[state].Set is >= 0 and var set)
            {
                work += classesOf[set].Length;
                foreach (var index in classesOf[set])
                {
                    (targets[index] ??= new List<int>()).Add(nfa.States[state].First);
                }
            }
        }

        return targets.Select(list => list is null ? -1 : Number(Closure(list))).ToArray();
    }

    private int Number(string subset)
    {
        if (!numbers.TryGetValue(subset, out var number))
        {
            numbers.Add(subset, number = subsets.Count);
            subsets.Add(subset);
            accepts.Add(Winner(subset));
        }

        return number;
    }

    private int Winner(string subset)
    {
        var matched = subset.Select(state => nfa.States[state].Accepts).Where(rule => rule >= 0).OrderBy(rule => rank[rule]).ToArray();
        foreach (var loser in matched.Skip(1))
        {
            losers[loser] = losers.TryGetValue(loser, out var by) ? by : matched[0];
        }

        return matched.Length == 0 ? -1 : matched[0];
    }

    /// <summary>The states that can be reached without reading and that read or accept, in order: as the characters of a string, which is a ready key.</summary>
    private string Closure(IEnumerable<int> states)
    {
        visit++;
        var pending = new Stack<int>(states);
        var closure = new List<char>();
        while (pending.Count > 0)
        {
            var number = pending.Pop();
            if (number < 0 || visited[number] == visit)
            {
                continue;
            }

            visited[number] = visit;
            work++;
            var state = nfa.States[number];
            if (state.Set >= 0 || state.Accepts >= 0)
            {
                closure.Add((char)number);
            }
            else
            {
                pending.Push(state.First);
                pending.Push(state.Second);
            }
        }

        closure.Sort();
        return new string(closure.ToArray());
    }
}
