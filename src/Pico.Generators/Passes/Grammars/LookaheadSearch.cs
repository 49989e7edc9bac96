using System.Collections.Generic;
using System.Linq;

namespace Pico.Generators.Passes;

/// <summary>Runs configurations of the network ahead by one token.</summary>
internal sealed class LookaheadSearch
{
    /// <summary>A decision that needs more than this many configurations is given up.</summary>
    private const int Most = 50_000;

    private readonly GrammarAutomaton automaton;
    private Decision decision = null!;
    private int visited;

    public LookaheadSearch(GrammarAutomaton automaton) => this.automaton = automaton;

    public bool IsExhausted => visited > Most;

    public void Begin(Decision decision)
    {
        this.decision = decision;
        visited = 0;
    }

    /// <summary>The configurations behind each token that can come next, in order of tokens.</summary>
    public SortedDictionary<int, IReadOnlyList<LookaheadConfiguration>> Step(IReadOnlyList<LookaheadConfiguration> configurations)
    {
        var seen = new HashSet<LookaheadConfiguration>();
        var open = new Stack<LookaheadConfiguration>(configurations.Reverse());
        var next = new SortedDictionary<int, List<LookaheadConfiguration>>();
        while (open.Count > 0 && !IsExhausted)
        {
            var configuration = open.Pop();
            if (!seen.Add(configuration))
            {
                continue;
            }

            visited++;
            foreach (var edge in automaton.EdgesOf(configuration.State))
            {
                switch (edge.Kind)
                {
                    case EdgeKind.Empty:
                        open.Push(configuration with { State = edge.Target });
                        break;
                    case EdgeKind.Call:
                        open.Push(new LookaheadConfiguration(automaton.StartOf(edge.Label), new LookaheadReturn(edge.Target, configuration.Returns)));
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
                Return(configuration, ended, open);
            }
        }

        return new SortedDictionary<int, IReadOnlyList<LookaheadConfiguration>>(next.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<LookaheadConfiguration>)pair.Value));
    }

    private void Return(LookaheadConfiguration configuration, int ended, Stack<LookaheadConfiguration> open)
    {
        if (configuration.Returns is { } caller)
        {
            open.Push(new LookaheadConfiguration(caller.State, caller.Outer));
            return;
        }

        var withOperands = decision.Kind != DecisionKind.Tails || ended != decision.Nonterminal;
        foreach (var follow in automaton.FollowsOf(ended, withOperands))
        {
            open.Push(new LookaheadConfiguration(follow, null));
        }
    }
}

/// <summary>A state, and where the calls that led to it return; beyond the known ones, anywhere.</summary>
internal sealed record LookaheadConfiguration(int State, LookaheadReturn? Returns);

/// <summary>A call that has not returned.</summary>
internal sealed record LookaheadReturn(int State, LookaheadReturn? Outer);
