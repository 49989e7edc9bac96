using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Ways through the parts of a grammar.</summary>
internal static class GrammarWalk
{
    public static IEnumerable<Alternative> Productions(this Nonterminal nonterminal) => nonterminal.Alternatives.Concat(nonterminal.Tails);

    /// <summary>A part and all within it, outer ones first.</summary>
    public static IEnumerable<GrammarNode> Descendants(this GrammarNode node)
    {
        yield return node;
        foreach (var inner in node.Children().SelectMany(Descendants))
        {
            yield return inner;
        }
    }

    public static IEnumerable<GrammarNode> Children(this GrammarNode node) => node switch
    {
        SequenceNode sequence => sequence.Items,
        ChoiceNode choice => choice.Alternatives,
        OptionalNode optional => new[] { optional.Item },
        RepeatNode { Separator: { } separator } repeat => new[] { repeat.Item, separator },
        RepeatNode repeat => new[] { repeat.Item },
        _ => Enumerable.Empty<GrammarNode>(),
    };

    /// <summary>The nonterminals that a production names.</summary>
    public static IEnumerable<int> Calls(this Nonterminal nonterminal) =>
        nonterminal.Productions().SelectMany(production => production.Body.Descendants()).OfType<NonterminalNode>().Select(reference => reference.Index).Distinct();
}
