using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>How the parser decides each of its choices.</summary>
internal sealed class LookaheadDecisions
{
    private readonly IReadOnlyDictionary<(DecisionKind, int, GrammarNode?), LookaheadTree> trees;

    public LookaheadDecisions(IReadOnlyDictionary<(DecisionKind, int, GrammarNode?), LookaheadTree> trees, IReadOnlyList<GrammarFault> faults)
    {
        this.trees = trees;
        Faults = faults;
    }

    public IReadOnlyList<GrammarFault> Faults { get; }

    /// <summary>How many tokens behind the next one some choice asks for.</summary>
    public int Ahead => trees.Count == 0 ? 0 : trees.Values.Max(tree => tree.Ahead);

    /// <summary>Which alternative of a nonterminal begins; by index of its alternatives.</summary>
    public LookaheadTree? Alternatives(int nonterminal) => trees.TryGetValue((DecisionKind.Alternatives, nonterminal, null), out var tree) ? tree : null;

    /// <summary>Which tail of a nonterminal follows; the index after the last one means none.</summary>
    public LookaheadTree Tails(int nonterminal) => trees[(DecisionKind.Tails, nonterminal, null)];

    /// <summary>Which alternative of a choice begins; for optional and repeated parts 0 takes the part and 1 goes on without.</summary>
    public LookaheadTree Part(int nonterminal, GrammarNode node) => trees[(DecisionKind.Part, nonterminal, node)];
}
