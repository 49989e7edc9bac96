using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Finds how many tokens, up to three, decide each choice. The configurations of each choice (a state with the calls that led to it) are run ahead
/// token by token as long as several choices share one; where the calls are not known, any that the grammar has may be meant. After Parr, Harwell and
/// Fisher, "Adaptive LL(*) Parsing" (2014), but bounded and at compile time.
/// </summary>
internal sealed class ChooseLookahead
{
    private const int Deepest = 3;

    /// <summary>Nobody reads more at once, and one cause may have thousands.</summary>
    private const int MostConflicts = 20;

    private readonly Grammar grammar;
    private readonly ConflictReporter reporter;
    private readonly LookaheadSearch search;
    private readonly HashSet<Alternative> tried = new();
    private readonly Dictionary<(DecisionKind, int, GrammarNode?), LookaheadTree> trees = new();

    private ChooseLookahead(Grammar grammar, GrammarAutomaton automaton)
    {
        this.grammar = grammar;
        search = new LookaheadSearch(automaton);
        reporter = new ConflictReporter(grammar, automaton);
    }

    /// <summary>The decisions of a grammar, and the choices that three tokens do not decide.</summary>
    public static LookaheadDecisions Run(Grammar grammar)
    {
        var automaton = new GrammarAutomaton(grammar);
        var pass = new ChooseLookahead(grammar, automaton);
        foreach (var decision in automaton.Decisions)
        {
            if (!pass.Run(decision) || pass.reporter.Faults.Count >= MostConflicts)
            {
                break;
            }
        }

        return new LookaheadDecisions(pass.trees, pass.reporter.Faults.Count > 0 ? pass.reporter.Faults : pass.Untried());
    }

    /// <summary>Methods with [Try] none of whose productions is ever tried.</summary>
    private IReadOnlyList<GrammarFault> Untried() =>
    [
        .. grammar.Nonterminals.SelectMany(nonterminal => nonterminal.Productions())
            .Where(production => production.TryTokens > 0)
            .GroupBy(production => production.Action)
            .Where(productions => !productions.Any(tried.Contains))
            .Select(productions => GrammarFault.Of(GrammarFaultKind.Unreachable, productions.First().Range, productions.Key.Method, "needs no [Try]: its first tokens tell it from the other alternatives")),
    ];

    private bool Run(Decision decision)
    {
        search.Begin(decision);
        var choices = decision.Choices.Select((state, i) => (Choice: i, Configurations: (IReadOnlyList<LookaheadConfiguration>)[new LookaheadConfiguration(state, null)])).ToArray();
        var tree = Resolve(decision, choices, []);
        trees[(decision.Kind, decision.Nonterminal, decision.Node)] = tree;
        if (search.IsExhausted)
        {
            reporter.TooComplex(decision);
        }

        return !search.IsExhausted;
    }

    private LookaheadTree Resolve(Decision decision, IReadOnlyList<(int Choice, IReadOnlyList<LookaheadConfiguration> Configurations)> choices, IReadOnlyList<int> prefix)
    {
        var steps = choices.Select(choice => (choice.Choice, Next: search.Step(choice.Configurations))).ToArray();
        var branches = new SortedDictionary<int, LookaheadTree>();
        foreach (var kind in steps.SelectMany(step => step.Next.Keys).Distinct())
        {
            var sharing = steps.Where(step => step.Next.ContainsKey(kind)).Select(step => (step.Choice, step.Next[kind])).ToArray();
            branches.Add(kind, sharing.Length == 1 ? LookaheadTree.Leaf(sharing[0].Choice) : Share(decision, sharing, [.. prefix, kind]));
        }

        return LookaheadTree.Of(branches);
    }

    /// <summary>Several choices go on with the same tokens so far.</summary>
    private LookaheadTree Share(Decision decision, IReadOnlyList<(int Choice, IReadOnlyList<LookaheadConfiguration> Configurations)> sharing, IReadOnlyList<int> prefix)
    {
        if (decision.IsGreedy)
        {
            return LookaheadTree.Leaf(0);
        }

        if (prefix.Count < Deepest && !search.IsExhausted)
        {
            var tree = Resolve(decision, sharing, prefix);
            return prefix.Count == 1 && IsTried(decision, tree) ? LookaheadTree.Leaf(tree.Candidates.ToArray()) : tree;
        }

        var untried = sharing.Where(choice => decision.Tried.Count == 0 || !decision.Tried[choice.Choice]).ToArray();
        if (untried.Length > 1)
        {
            reporter.Conflict(decision, untried[0], untried[1], prefix);
        }

        NoteTried(decision, sharing.Select(choice => choice.Choice));
        return LookaheadTree.Leaf(sharing.OrderBy(choice => untried.Contains(choice)).ThenBy(choice => choice.Choice).Select(choice => choice.Choice).ToArray());
    }

    private void NoteTried(Decision decision, IEnumerable<int> choices)
    {
        var nonterminal = grammar.Nonterminals[decision.Nonterminal];
        var productions = decision.Kind == DecisionKind.Tails ? nonterminal.Tails : nonterminal.Alternatives;
        tried.UnionWith(choices.Where(choice => decision.Kind != DecisionKind.Part && choice < productions.Count).Select(choice => productions[choice]).Where(production => production.TryTokens > 0));
    }

    /// <summary>Whether somewhere below more than tokens decide: then the choices are tried at once.</summary>
    private static bool IsTried(Decision decision, LookaheadTree tree) =>
        decision.Tried.Count > 0 && (tree.Branches is null ? tree.Candidates.Count > 1 : tree.Branches.Values.Any(branch => IsTried(decision, branch)));
}
