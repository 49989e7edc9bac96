using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Explains a choice that lookahead does not decide: the tokens that both sides share, and the shortest way on for each.</summary>
internal sealed class ConflictReporter
{
    private readonly Grammar grammar;
    private readonly GrammarAutomaton automaton;
    private readonly int[] lengths;
    private readonly HashSet<Decision> reported = new();
    private readonly List<GrammarFault> faults = new();

    public ConflictReporter(Grammar grammar, GrammarAutomaton automaton)
    {
        this.grammar = grammar;
        this.automaton = automaton;
        lengths = Lengths();
    }

    public IReadOnlyList<GrammarFault> Faults => faults;

    public void Conflict(
        Decision decision, (int Choice, IReadOnlyList<LookaheadConfiguration> Configurations) one, (int Choice, IReadOnlyList<LookaheadConfiguration> Configurations) other,
        IReadOnlyList<int> prefix)
    {
        if (reported.Add(decision))
        {
            faults.Add(GrammarFault.Of(
                GrammarFaultKind.Conflict, RangeOf(decision, one.Choice), Text(prefix),
                Describe(decision, one.Choice), Text(prefix.Concat(Completion(one.Configurations[0]))),
                Describe(decision, other.Choice), Text(prefix.Concat(Completion(other.Configurations[0])))));
        }
    }

    public void TooComplex(Decision decision) => faults.Add(GrammarFault.Of(
        GrammarFaultKind.TooComplex, RangeOf(decision, 0), "what follows a choice of '" + grammar.Nonterminals[decision.Nonterminal].Name + "' has too many forms; split the rule or let its alternatives begin differently"));

    private GrammarRange RangeOf(Decision decision, int choice)
    {
        var nonterminal = grammar.Nonterminals[decision.Nonterminal];
        return decision.Node?.Range
            ?? (decision.Kind == DecisionKind.Tails ? nonterminal.Tails[System.Math.Min(choice, nonterminal.Tails.Count - 1)] : nonterminal.Alternatives[choice]).Range;
    }

    private string Describe(Decision decision, int choice)
    {
        var nonterminal = grammar.Nonterminals[decision.Nonterminal];
        var isLast = choice == decision.Choices.Count - 1;
        return decision switch
        {
            { Kind: DecisionKind.Alternatives } => "the alternative " + nonterminal.Alternatives[choice].Text,
            { Kind: DecisionKind.Tails } => isLast ? "what follows " + nonterminal.Name : nonterminal.Tails[choice].Text,
            { Node: ChoiceNode } => "alternative " + (choice + 1) + " of the group",
            { Node: RepeatNode } => isLast ? "what follows the repetition" : "one more round",
            _ => isLast ? "what follows the optional part" : "the optional part",
        };
    }

    private string Text(IEnumerable<int> kinds)
    {
        const int most = 12;
        var items = kinds.ToArray();
        return string.Join(" ", items.Take(most).Select(kind => grammar.Terminals[kind].Description)) + (items.Length > most ? " …" : "");
    }

    /// <summary>The shortest tokens from a configuration to the end of its outermost call.</summary>
    private IEnumerable<int> Completion(LookaheadConfiguration configuration)
    {
        const int deepest = 100;
        var returns = new Stack<int>();
        for (var caller = configuration.Returns; caller is not null && returns.Count < deepest; caller = caller.Outer[0])
        {
            returns.Push(caller.State);
        }

        returns = new Stack<int>(returns); // the innermost on top
        var state = configuration.State;
        for (var steps = 0; steps < 1000; steps++)
        {
            if (automaton.NonterminalOfEnd(state) is not null)
            {
                if (returns.Count == 0)
                {
                    yield break;
                }

                state = returns.Pop();
                continue;
            }

            if (automaton.EdgesOf(state).Where(item => item.Target != automaton.EndOfText).OrderBy(Length).Cast<Edge?>().FirstOrDefault() is not { } edge)
            {
                yield break;
            }

            if (edge.Kind == EdgeKind.Token)
            {
                yield return edge.Label;
            }
            else if (edge.Kind == EdgeKind.Call)
            {
                returns.Push(edge.Target);
            }

            state = edge.Kind == EdgeKind.Call ? automaton.StartOf(edge.Label) : edge.Target;
        }
    }

    private int Length(Edge edge) => Length(edge, lengths);

    private int Length(Edge edge, int[] known) => edge.Kind switch
    {
        EdgeKind.Empty => known[edge.Target],
        EdgeKind.Token => known[edge.Target] + 1,
        _ => known[edge.Target] + known[automaton.StartOf(edge.Label)],
    };

    /// <summary>How many tokens it takes at least from each state to the end of its nonterminal.</summary>
    private int[] Lengths()
    {
        const int unknown = int.MaxValue / 4;
        var known = Enumerable.Range(0, automaton.Count).Select(state => automaton.NonterminalOfEnd(state) is null ? unknown : 0).ToArray();
        for (var isChanged = true; isChanged;)
        {
            isChanged = false;
            for (var state = known.Length - 1; state >= 0; state--)
            {
                foreach (var edge in automaton.EdgesOf(state))
                {
                    var length = System.Math.Min(Length(edge, known), unknown);
                    if (length < known[state])
                    {
                        known[state] = length;
                        isChanged = true;
                    }
                }
            }
        }

        return known;
    }
}
