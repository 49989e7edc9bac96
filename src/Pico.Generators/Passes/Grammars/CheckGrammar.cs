using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Finds what no parser can be made of: rules that nothing reaches or that never end, left recursion, repetitions of nothing.</summary>
internal sealed class CheckGrammar
{
    private readonly Grammar grammar;
    private readonly GrammarSets sets;
    private readonly List<GrammarFault> faults = new();

    private CheckGrammar(Grammar grammar, GrammarSets sets)
    {
        this.grammar = grammar;
        this.sets = sets;
    }

    public static IReadOnlyList<GrammarFault> Run(Grammar grammar, GrammarSets sets)
    {
        var check = new CheckGrammar(grammar, sets);
        check.Reachable();
        check.Productive();
        check.LeftRecursion();
        check.EmptyLoops();
        return check.faults;
    }

    private void Reachable()
    {
        var reached = grammar.Reached(grammar.Entries);
        for (var i = 0; i < grammar.Nonterminals.Count; i++)
        {
            if (!reached.Contains(i))
            {
                Report(GrammarFaultKind.Unreachable, RangeOf(i), grammar.Nonterminals[i].Name, "is not reached from " + string.Join(" or ", grammar.Entries.Select(entry => "'" + grammar.Nonterminals[entry].Name + "'")));
            }
        }

        var used = new HashSet<int>(grammar.Nonterminals.SelectMany(nonterminal => nonterminal.Productions())
            .SelectMany(production => production.Body.Descendants()).OfType<TerminalNode>().Select(terminal => terminal.Kind));
        for (var kind = 1; kind < grammar.Terminals.Count; kind++)
        {
            if (grammar.Terminals[kind].Action is not null && !used.Contains(kind))
            {
                Report(GrammarFaultKind.Unreachable, grammar.Terminals[kind].Range, grammar.Terminals[kind].Name, "is a token that no rule uses");
            }
        }
    }

    private void Productive()
    {
        var productive = new bool[grammar.Nonterminals.Count];
        bool Ends(GrammarNode node) => node switch
        {
            NonterminalNode reference => productive[reference.Index],
            SequenceNode sequence => sequence.Items.All(Ends),
            ChoiceNode choice => choice.Alternatives.Any(Ends),
            RepeatNode repeat => (!repeat.AtLeastOne && repeat.Separator is null) || Ends(repeat.Item),
            _ => true,
        };
        for (var (isChanged, round) = (true, 0); isChanged; round++)
        {
            isChanged = false;
            for (var step = 0; step < productive.Length; step++)
            {
                var i = round % 2 == 0 ? productive.Length - 1 - step : step;
                if (!productive[i] && grammar.Nonterminals[i].Alternatives.Any(alternative => Ends(alternative.Body)))
                {
                    productive[i] = isChanged = true;
                }
            }
        }

        for (var i = 0; i < productive.Length; i++)
        {
            if (!productive[i])
            {
                Report(GrammarFaultKind.Unreachable, RangeOf(i), grammar.Nonterminals[i].Name, "never ends: each of its alternatives contains a rule that contains it again");
            }
        }
    }

    private void LeftRecursion()
    {
        var all = Enumerable.Range(0, grammar.Nonterminals.Count);
        foreach (var cycle in GrammarWalk.Cycles(grammar.Nonterminals.Count, all, index => LeftCorners(grammar.Nonterminals[index]).Distinct()))
        {
            Report(
                GrammarFaultKind.LeftRecursion, RangeOf(cycle[0]), string.Join(" -> ", cycle.Select(index => grammar.Nonterminals[index].Name)),
                "; only a rule that plainly begins with its own name may do so");
        }
    }

    /// <summary>The nonterminals with which a nonterminal can begin; behind an operand that may be empty, its operators count.</summary>
    private IEnumerable<int> LeftCorners(Nonterminal nonterminal) =>
        (nonterminal.Alternatives.Any(alternative => sets.IsNullable(alternative.Body)) ? nonterminal.Productions() : nonterminal.Alternatives)
        .SelectMany(alternative => LeftCorners(alternative.Body));

    /// <summary>The nonterminals with which a part can begin.</summary>
    private IEnumerable<int> LeftCorners(GrammarNode node)
    {
        switch (node)
        {
            case NonterminalNode reference:
                return new[] { reference.Index };
            case SequenceNode sequence:
                var corners = new List<int>();
                foreach (var item in sequence.Items)
                {
                    corners.AddRange(LeftCorners(item));
                    if (!sets.IsNullable(item))
                    {
                        break;
                    }
                }

                return corners;
            case RepeatNode { Separator: { } separator } repeat when sets.IsNullable(repeat.Item):
                return LeftCorners(repeat.Item).Concat(LeftCorners(separator));
            case RepeatNode repeat:
                return LeftCorners(repeat.Item);
            default:
                return node.Children().SelectMany(LeftCorners);
        }
    }

    private void EmptyLoops()
    {
        foreach (var node in grammar.Nonterminals.SelectMany(nonterminal => nonterminal.Productions()).SelectMany(production => production.Body.Descendants()))
        {
            if (node is RepeatNode repeat && sets.IsNullable(repeat.Item) && (repeat.Separator is null || sets.IsNullable(repeat.Separator)))
            {
                Report(GrammarFaultKind.EmptyLoop, node.Range, "repeated");
            }
            else if (node is OptionalNode optional && sets.IsNullable(optional.Item))
            {
                Report(GrammarFaultKind.EmptyLoop, node.Range, "optional");
            }
        }

        foreach (var tried in grammar.Nonterminals.SelectMany(nonterminal => nonterminal.Alternatives).Where(alternative => alternative.TryTokens > 0 && sets.IsNullable(alternative.Body)))
        {
            Report(GrammarFaultKind.EmptyLoop, tried.Range, "tried");
        }

        foreach (var tail in grammar.Nonterminals.SelectMany(nonterminal => nonterminal.Tails).Where(tail => sets.IsNullable(tail.Body)))
        {
            Report(GrammarFaultKind.EmptyLoop, tail.Range, "behind the operand");
        }
    }

    private GrammarRange RangeOf(int nonterminal) => grammar.Nonterminals[nonterminal].Productions().Select(production => production.Range).FirstOrDefault();

    private void Report(GrammarFaultKind kind, GrammarRange range, params string[] arguments) => faults.Add(GrammarFault.Of(kind, range, arguments));
}
