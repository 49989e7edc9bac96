using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes conditions that the next tokens decide.</summary>
internal sealed class LookaheadText
{
    /// <summary>What the next token is, to a parser: it has read it.</summary>
    public const string Current = "current.Kind";

    private readonly TokenSetNames sets;
    private readonly System.Func<int, string> attempt;

    /// <param name="sets">Writes tests of one token.</param>
    /// <param name="next">The expression of what the next token is.</param>
    /// <param name="attempt">A call that tries a choice.</param>
    public LookaheadText(TokenSetNames sets, string next = Current, System.Func<int, string>? attempt = null)
    {
        this.sets = sets;
        Next = next;
        this.attempt = attempt ?? (_ => throw new System.InvalidOperationException("nothing can be tried here"));
    }

    /// <summary>The expression of what the next token is.</summary>
    public string Next { get; }

    /// <summary>The choices in the order in which their conditions must be asked: what more than tokens decide comes first, what is taken by default last.</summary>
    /// <param name="tree">The decision.</param>
    /// <param name="otherwise">The choice that is taken by default, if there is one.</param>
    public static IReadOnlyList<int> Order(LookaheadTree tree, int otherwise = -1)
    {
        var tried = Leaves(tree).Where(leaf => leaf.Candidates.Count > 1).SelectMany(leaf => leaf.Candidates.Take(leaf.Candidates.Count - 1)).Distinct().ToArray();
        return tried.OrderBy(choice => choice).Concat(tree.Candidates.Except(tried)).OrderBy(choice => choice == otherwise).ToArray();
    }

    /// <summary>The condition under which a choice is made, as one expression.</summary>
    public string Condition(LookaheadTree tree, int choice)
    {
        var terms = new List<string>();
        var direct = Direct(tree, choice);
        if (direct.Length > 0)
        {
            terms.Add(sets.Test(Next, direct));
        }

        foreach (var pair in Shared(tree, choice))
        {
            terms.Add(Next + " == " + sets.Kind(pair.Key) + (When(pair.Value, choice, 1, isLast: false) is { } when ? " && " + when : ""));
        }

        return terms.Count == 1 ? terms[0] : string.Join(" || ", terms.Select(term => term.Contains("&&") ? "(" + term + ")" : term));
    }

    /// <summary>The labels of a <c>switch</c> over the current token that lead to a choice.</summary>
    /// <param name="tree">The decision.</param>
    /// <param name="order">The order in which the choices are asked for.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="condition">What must hold besides.</param>
    public IEnumerable<string> Cases(LookaheadTree tree, IReadOnlyList<int> order, int choice, string? condition = null)
    {
        var direct = Direct(tree, choice);
        if (direct.Length > 0)
        {
            yield return "case " + sets.Pattern(direct) + (condition is null ? "" : " when " + condition) + ":";
        }

        foreach (var pair in Shared(tree, choice))
        {
            var isLast = order.Last(item => pair.Value.Candidates.Contains(item)) == choice;
            var conditions = new[] { condition, When(pair.Value, choice, 1, isLast) }.Where(item => item is not null);
            yield return "case " + sets.Kind(pair.Key) + (conditions.Any() ? " when " + string.Join(" && ", conditions) : "") + ":";
        }
    }

    private static int[] Direct(LookaheadTree tree, int choice) =>
        tree.Branches!.Where(pair => pair.Value.Branches is null && pair.Value.Candidates.Count == 1 && pair.Value.Candidates[0] == choice).Select(pair => pair.Key).ToArray();

    private static IEnumerable<KeyValuePair<int, LookaheadTree>> Shared(LookaheadTree tree, int choice) =>
        tree.Branches!.Where(pair => (pair.Value.Branches is not null || pair.Value.Candidates.Count > 1) && pair.Value.Candidates.Contains(choice));

    /// <summary>What must hold beyond the current token; nothing for the choice that is left when all others are ruled out.</summary>
    private string? When(LookaheadTree tree, int choice, int depth, bool isLast)
    {
        if (isLast)
        {
            return null; // a mistake further on is reported there
        }

        if (tree.Branches is null)
        {
            return tree.Candidates[tree.Candidates.Count - 1] == choice ? null : attempt(choice);
        }

        var ahead = "Ahead(" + depth + ")";
        var terms = new List<string>();
        var direct = Direct(tree, choice);
        if (direct.Length > 0)
        {
            terms.Add(sets.Test(ahead, direct));
        }

        foreach (var pair in Shared(tree, choice))
        {
            terms.Add(ahead + " == " + sets.Kind(pair.Key) + (When(pair.Value, choice, depth + 1, isLast: false) is { } when ? " && " + when : ""));
        }

        var text = string.Join(" || ", terms.Select(term => terms.Count > 1 && term.Contains("&&") ? "(" + term + ")" : term));
        return terms.Count > 1 ? "(" + text + ")" : text;
    }

    private static IEnumerable<LookaheadTree> Leaves(LookaheadTree tree) => tree.Branches is null ? [tree] : tree.Branches.Values.SelectMany(Leaves);
}
