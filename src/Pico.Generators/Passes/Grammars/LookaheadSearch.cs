using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Passes;

/// <summary>
/// Runs configurations of the network ahead by one token. Calls made in front of the same token share the record of where they return, so that the
/// ways to be inside of calls, which multiply, are a graph and never a list: Tomita's graph-structured stack, as in Scott and Johnstone, "GLL Parsing" (2010).
/// </summary>
internal sealed class LookaheadSearch
{
    /// <summary>A decision that needs more than this many configurations is given up.</summary>
    private const int Most = 50_000;

    /// <summary>A grammar whose decisions need more than this many in all is given up: the compiler runs while its user types.</summary>
    private const int MostInAll = 2_000_000;

    private readonly GrammarAutomaton automaton;
    private readonly HashSet<LookaheadConfiguration> seen = new();
    private readonly Stack<LookaheadConfiguration> open = new();
    private readonly Dictionary<(int Nonterminal, int State), LookaheadReturn> calls = new();
    private readonly HashSet<LookaheadReturn> returned = new();
    private Decision decision = null!;
    private int visited;
    private int visitedInAll;

    public LookaheadSearch(GrammarAutomaton automaton) => this.automaton = automaton;

    public bool IsExhausted => visited > Most || visitedInAll > MostInAll;

    public void Begin(Decision decision)
    {
        this.decision = decision;
        visited = 0;
    }

    /// <summary>The configurations behind each token that can come next, in order of tokens.</summary>
    public SortedDictionary<int, IReadOnlyList<LookaheadConfiguration>> Step(IReadOnlyList<LookaheadConfiguration> configurations)
    {
        seen.Clear();
        open.Clear();
        calls.Clear();
        returned.Clear();
        for (var i = configurations.Count - 1; i >= 0; i--)
        {
            Open(configurations[i]);
        }

        var next = new SortedDictionary<int, List<LookaheadConfiguration>>();
        while (open.Count > 0 && !IsExhausted)
        {
            var configuration = open.Pop();
            visited++;
            visitedInAll++;
            foreach (var edge in automaton.EdgesOf(configuration.State))
            {
                switch (edge.Kind)
                {
                    case EdgeKind.Empty:
                        Open(configuration with { State = edge.Target });
                        break;
                    case EdgeKind.Call:
                        Call(edge, configuration.Returns);
                        break;
                    default:
                        if (!next.TryGetValue(edge.Label, out var behind))
                        {
                            next.Add(edge.Label, behind = new List<LookaheadConfiguration>());
                        }

                        behind.Add(configuration with { State = edge.Target });
                        break;
                }
            }

            if (automaton.NonterminalOfEnd(configuration.State) is { } ended)
            {
                Return(configuration.Returns, ended);
            }
        }

        return new SortedDictionary<int, IReadOnlyList<LookaheadConfiguration>>(next.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<LookaheadConfiguration>)pair.Value));
    }

    private void Open(LookaheadConfiguration configuration)
    {
        if (seen.Add(configuration))
        {
            open.Push(configuration);
        }
    }

    private void Call(Edge edge, LookaheadReturn? outer)
    {
        if (!calls.TryGetValue((edge.Label, edge.Target), out var call))
        {
            calls.Add((edge.Label, edge.Target), call = new LookaheadReturn(edge.Target));
        }

        if (call.Outer.Contains(outer))
        {
            return;
        }

        call.Outer.Add(outer);
        Open(new LookaheadConfiguration(automaton.StartOf(edge.Label), call));
        if (returned.Contains(call))
        {
            Open(new LookaheadConfiguration(call.State, outer)); // it took no token, and has gone back to those callers that were known
        }
    }

    private void Return(LookaheadReturn? call, int ended)
    {
        if (call is null)
        {
            var withOperands = decision.Kind != DecisionKind.Tails || ended != decision.Nonterminal;
            foreach (var follow in automaton.FollowsOf(ended, withOperands))
            {
                Open(new LookaheadConfiguration(follow, null));
            }

            return;
        }

        returned.Add(call);
        foreach (var outer in call.Outer)
        {
            Open(new LookaheadConfiguration(call.State, outer));
        }
    }
}

/// <summary>A state, and where the call returns that led to it; where that is not known, anywhere.</summary>
internal readonly record struct LookaheadConfiguration(int State, LookaheadReturn? Returns);
