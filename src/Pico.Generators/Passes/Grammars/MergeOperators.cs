using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Makes one production of those that differ in their first token alone and call the same method: <c>a + b</c> and <c>a - b</c> become <c>a (+ | -) b</c>.</summary>
internal static class MergeOperators
{
    public static Grammar Run(Grammar grammar) => grammar with
    {
        Nonterminals = grammar.Nonterminals.Select(nonterminal => nonterminal with
        {
            Alternatives = Merge(nonterminal.Alternatives, grammar.Terminals),
            Tails = Merge(nonterminal.Tails, grammar.Terminals),
        }).ToEquatableArray(),
    };

    private static EquatableArray<Alternative> Merge(EquatableArray<Alternative> productions, EquatableArray<Terminal> terminals)
    {
        var merged = new List<Alternative>();
        foreach (var group in productions.GroupBy(production => Key(production, terminals) ?? production))
        {
            var all = group.ToArray();
            merged.Add(all.Length == 1 ? all[0] : Merge(all, terminals));
        }

        return merged.ToEquatableArray();
    }

    private static Alternative Merge(IReadOnlyList<Alternative> productions, EquatableArray<Terminal> terminals)
    {
        var first = productions[0];
        var body = (SequenceNode)first.Body;
        var tokens = productions.Select(production => ((SequenceNode)production.Body).Items[0]).ToArray();
        var choice = new ChoiceNode(tokens[0].Range, tokens.Select(token => token with { Label = null, Expect = null }).ToEquatableArray()) { Label = tokens[0].Label, Expect = tokens[0].Expect };
        var names = tokens.Select(token => terminals[((TerminalNode)token).Kind].Description).ToArray();
        return first with
        {
            Body = body with { Items = new GrammarNode[] { choice }.Concat(body.Items.Skip(1)).ToEquatableArray() },
            Text = first.Text.Replace(names[0], "(" + string.Join(" | ", names) + ")"),
        };
    }

    /// <summary>The production without its first token and without places, if that token has no value.</summary>
    private static Alternative? Key(Alternative production, EquatableArray<Terminal> terminals) =>
        production.Body is SequenceNode { Items: { Count: > 0 } items } && items[0] is TerminalNode token && terminals[token.Kind].Value is null
            ? production with
            {
                Range = default,
                Text = "",
                Body = new SequenceNode(default, items.Skip(1).Select(Placeless).Prepend(new TerminalNode(default, 0) { Label = token.Label, Expect = token.Expect }).ToEquatableArray()),
            }
            : null;

    private static GrammarNode Placeless(GrammarNode node) => node switch
    {
        SequenceNode sequence => sequence with { Range = default, Items = sequence.Items.Select(Placeless).ToEquatableArray() },
        ChoiceNode choice => choice with { Range = default, Alternatives = choice.Alternatives.Select(Placeless).ToEquatableArray() },
        OptionalNode optional => optional with { Range = default, Item = Placeless(optional.Item) },
        RepeatNode repeat => repeat with { Range = default, Ordinal = 0, Item = Placeless(repeat.Item), Separator = repeat.Separator is null ? null : Placeless(repeat.Separator) },
        _ => node with { Range = default },
    };
}
