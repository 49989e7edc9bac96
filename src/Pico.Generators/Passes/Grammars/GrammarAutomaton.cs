using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// A grammar as a recursive transition network: states joined by tokens, by calls of nonterminals, or by nothing. A decision of the parser is
/// a choice between states. After Woods, "Transition Network Grammars" (1970).
/// </summary>
internal sealed class GrammarAutomaton
{
    private readonly Grammar grammar;
    private readonly List<List<Edge>> edges = new();
    private readonly int[] starts;
    private readonly int[] ends;
    private readonly Dictionary<int, int> nonterminalOfEnd = new();
    private readonly List<(int Follow, bool IsOwnOperand)>[] calls;

    public GrammarAutomaton(Grammar grammar)
    {
        this.grammar = grammar;
        starts = grammar.Nonterminals.Select(_ => State()).ToArray();
        ends = grammar.Nonterminals.Select(_ => State()).ToArray();
        calls = grammar.Nonterminals.Select(_ => new List<(int, bool)>()).ToArray();
        EndOfText = State();
        edges[EndOfText].Add(new Edge(EdgeKind.Token, 0, EndOfText));
        for (var i = 0; i < ends.Length; i++)
        {
            nonterminalOfEnd.Add(ends[i], i);
            Add(i);
        }
    }

    /// <summary>The state behind a whole text: from here on there are only ends.</summary>
    public int EndOfText { get; }

    public int Count => edges.Count;

    /// <summary>The choices between parts of productions.</summary>
    public List<Decision> Decisions { get; } = new();

    public IReadOnlyList<Edge> EdgesOf(int state) => edges[state];

    public int StartOf(int nonterminal) => starts[nonterminal];

    public int EndOf(int nonterminal) => ends[nonterminal];

    /// <summary>The nonterminal that a state ends, if it does.</summary>
    public int? NonterminalOfEnd(int state) => nonterminalOfEnd.TryGetValue(state, out var index) ? index : null;

    /// <summary>The states that may follow a nonterminal, wherever it stands.</summary>
    /// <param name="nonterminal">The nonterminal.</param>
    /// <param name="withOwnOperands">Whether what follows an operand inside the nonterminal's own operators counts; where operators are chosen, precedence decides that.</param>
    public IEnumerable<int> FollowsOf(int nonterminal, bool withOwnOperands) =>
        calls[nonterminal].Where(call => withOwnOperands || !call.IsOwnOperand).Select(call => call.Follow)
            .Concat(grammar.Entries.Contains(nonterminal) ? new[] { EndOfText } : System.Array.Empty<int>());

    private void Add(int index)
    {
        var nonterminal = grammar.Nonterminals[index];
        var tail = nonterminal.Tails.Count > 0 ? State() : ends[index];
        var choices = nonterminal.Alternatives.Select(alternative => Production(alternative, index, starts[index], tail)).ToArray();
        if (choices.Length > 1)
        {
            Decisions.Add(new Decision(DecisionKind.Alternatives, index, null, choices.ToEquatableArray())
            {
                Tried = nonterminal.Alternatives.Select(alternative => alternative.TryTokens > 0).ToEquatableArray(),
            });
        }

        if (nonterminal.Tails.Count > 0)
        {
            choices = nonterminal.Tails.Select(alternative => Production(alternative, index, tail, tail)).Concat(new[] { ends[index] }).ToArray();
            edges[tail].Add(new Edge(EdgeKind.Empty, 0, ends[index]));
            Decisions.Add(new Decision(DecisionKind.Tails, index, null, choices.ToEquatableArray())
            {
                Tried = nonterminal.Tails.Select(alternative => alternative.TryTokens > 0).Concat(new[] { false }).ToEquatableArray(),
            });
        }
    }

    private int Production(Alternative alternative, int owner, int from, int to)
    {
        var start = State();
        edges[from].Add(new Edge(EdgeKind.Empty, 0, start));
        Add(alternative.Body, start, to, owner);
        return start;
    }

    private void Add(GrammarNode node, int from, int to, int owner)
    {
        switch (node)
        {
            case TerminalNode terminal:
                edges[from].Add(new Edge(EdgeKind.Token, terminal.Kind, to));
                break;
            case NonterminalNode reference:
                edges[from].Add(new Edge(EdgeKind.Call, reference.Index, to));
                calls[reference.Index].Add((to, reference.IsOperand && reference.Index == owner));
                break;
            case SequenceNode sequence:
                for (var i = 0; i < sequence.Items.Count; i++)
                {
                    var next = i == sequence.Items.Count - 1 ? to : State();
                    Add(sequence.Items[i], from, next, owner);
                    from = next;
                }

                if (sequence.Items.Count == 0)
                {
                    edges[from].Add(new Edge(EdgeKind.Empty, 0, to));
                }

                break;
            case ChoiceNode choice:
                Decide(choice, choice.Alternatives.Select(alternative => Branch(alternative, from, to, owner)).ToArray(), false, owner);
                break;
            case OptionalNode optional:
                var taken = Branch(optional.Item, from, to, owner);
                edges[from].Add(new Edge(EdgeKind.Empty, 0, to));
                Decide(optional, [taken, to], optional.IsGreedy, owner);
                break;
            case RepeatNode repeat:
                var head = State();
                if (repeat.AtLeastOne || repeat.Separator is not null)
                {
                    Add(repeat.Item, from, head, owner);
                }
                else
                {
                    edges[from].Add(new Edge(EdgeKind.Empty, 0, head));
                }

                var again = State();
                edges[head].Add(new Edge(EdgeKind.Empty, 0, again));
                edges[head].Add(new Edge(EdgeKind.Empty, 0, to));
                if (repeat.Separator is { } separator)
                {
                    var behind = State();
                    Add(separator, again, behind, owner);
                    Add(repeat.Item, behind, head, owner);
                }
                else
                {
                    Add(repeat.Item, again, head, owner);
                }

                Decide(repeat, [again, to], repeat.IsGreedy, owner);
                break;
        }
    }

    private int Branch(GrammarNode node, int from, int to, int owner)
    {
        var start = State();
        edges[from].Add(new Edge(EdgeKind.Empty, 0, start));
        Add(node, start, to, owner);
        return start;
    }

    private void Decide(GrammarNode node, int[] choices, bool isGreedy, int owner) =>
        Decisions.Add(new Decision(DecisionKind.Part, owner, node, choices.ToEquatableArray()) { IsGreedy = isGreedy });

    private int State()
    {
        edges.Add(new List<Edge>());
        return edges.Count - 1;
    }
}

/// <summary>A step of the network.</summary>
/// <param name="Kind">What it takes.</param>
/// <param name="Label">The token, or the nonterminal.</param>
/// <param name="Target">Where it leads.</param>
internal readonly record struct Edge(EdgeKind Kind, int Label, int Target);

internal enum EdgeKind
{
    Empty,
    Token,
    Call,
}

/// <summary>A place where the parser chooses.</summary>
/// <param name="Kind">What is chosen.</param>
/// <param name="Nonterminal">In whose method.</param>
/// <param name="Node">The part with the choice; null for the nonterminal's own alternatives and tails.</param>
/// <param name="Choices">The states to choose from; where one may also go on without, that comes last.</param>
internal sealed record Decision(DecisionKind Kind, int Nonterminal, GrammarNode? Node, EquatableArray<int> Choices)
{
    public bool IsGreedy { get; init; }

    /// <summary>Which of them may be tried.</summary>
    public EquatableArray<bool> Tried { get; init; }
}

internal enum DecisionKind
{
    Alternatives,
    Tails,
    Part,
}
