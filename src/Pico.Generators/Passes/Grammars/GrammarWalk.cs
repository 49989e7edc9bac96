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

    /// <summary>The nonterminals that some lead to, themselves included, in order.</summary>
    public static IReadOnlyCollection<int> Reached(this Grammar grammar, IEnumerable<int> roots)
    {
        var reached = new SortedSet<int>();
        var open = new Stack<int>(roots);
        while (open.Count > 0)
        {
            var index = open.Pop();
            if (reached.Add(index))
            {
                foreach (var call in grammar.Nonterminals[index].Calls())
                {
                    open.Push(call);
                }
            }
        }

        return reached;
    }

    /// <summary>
    /// The ways in which nonterminals lead back to one that is being looked at, by a depth-first search: each from that one to itself. There is one at least
    /// for each cycle's entry, and none if there is no cycle.
    /// </summary>
    /// <param name="count">How many nonterminals there are.</param>
    /// <param name="roots">Where to begin.</param>
    /// <param name="next">Where a nonterminal leads.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Cycles(int count, IEnumerable<int> roots, System.Func<int, IEnumerable<int>> next)
    {
        var (isOnPath, isDone) = (new bool[count], new bool[count]);
        var path = new List<int>();
        var cycles = new List<IReadOnlyList<int>>();
        void Visit(int index)
        {
            path.Add(index);
            isOnPath[index] = true;
            foreach (var target in next(index))
            {
                if (isOnPath[target])
                {
                    cycles.Add([.. path.Skip(path.IndexOf(target)), target]);
                }
                else if (!isDone[target])
                {
                    Visit(target);
                }
            }

            path.RemoveAt(path.Count - 1);
            (isOnPath[index], isDone[index]) = (false, true);
        }

        foreach (var root in roots)
        {
            if (!isDone[root])
            {
                Visit(root);
            }
        }

        return cycles;
    }
}
