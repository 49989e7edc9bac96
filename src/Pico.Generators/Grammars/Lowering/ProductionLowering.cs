using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>Makes an alternative of a production: reads its text, takes off what stands for the left operand, matches parts and parameters.</summary>
internal sealed class ProductionLowering
{
    /// <summary>Where a plain rule begins with its own nonterminal, what follows binds tighter than any operator.</summary>
    private const int TightestPrecedence = int.MaxValue;

    private readonly GrammarNames names;
    private readonly ArgumentMatcher matcher;
    private readonly System.Func<int, GrammarType> results;

    public ProductionLowering(GrammarNames names, ArgumentMatcher matcher, System.Func<int, GrammarType> results)
    {
        this.names = names;
        this.matcher = matcher;
        this.results = results;
    }

    public Alternative? Lower(ProductionSpec production, int nonterminal) =>
        production.Kind == AlternativeKind.Plain ? Plain(production, nonterminal) : Operator(production, nonterminal);

    private Alternative? Plain(ProductionSpec production, int nonterminal)
    {
        if (EbnfParser.Parse(production.Text, production.Site, names) is not { } node)
        {
            return null;
        }

        var parts = Parts(node);
        var isLeftRecursive = parts.Count > 0 && parts[0] is NonterminalNode first && first.Index == nonterminal;
        if (isLeftRecursive && parts.Count == 1)
        {
            names.Report(GrammarFaultKind.LeftRecursion, node.Range, production.Name + " -> " + production.Name, "; the production is nothing but itself");
            return null;
        }

        return isLeftRecursive
            ? Make(production, AlternativeKind.Postfix, parts.Skip(1).ToArray(), results(nonterminal), TightestPrecedence, production.Text)
            : Make(production, AlternativeKind.Plain, parts, null, 0, production.Text);
    }

    private Alternative? Operator(ProductionSpec production, int nonterminal)
    {
        if (production.Precedence is < 1 or > 1_000_000)
        {
            names.Report(GrammarFaultKind.Operator, Whole(production), "the precedence " + production.Precedence + " is not between 1 and 1,000,000");
            return null;
        }

        if (production.Text.Trim().Length == 0)
        {
            names.Report(GrammarFaultKind.Operator, Whole(production), "the operator is empty");
            return null;
        }

        var node = IsProduction(production.Text)
            ? EbnfParser.Parse(production.Text, production.Site, names)
            : names.ResolveLiteral(production.Text.Trim(), Whole(production));
        if (node is null)
        {
            return null;
        }

        var parts = Parts(node).ToList();
        var name = production.Name;
        var text = IsProduction(production.Text) ? production.Text : GrammarNames.Quote(production.Text.Trim());
        if (production.Kind == AlternativeKind.Postfix)
        {
            return Make(production, AlternativeKind.Postfix, parts, results(nonterminal), production.Precedence, name + " " + text);
        }

        // The operand takes what binds tighter than this operator; of a right-associative or prefix one, also what binds as tightly.
        var isInfix = production.Kind == AlternativeKind.Infix;
        var minimum = production.Precedence + (isInfix && production.Associativity != GrammarAssociativity.Right ? 1 : 0);
        parts.Add(new NonterminalNode(Whole(production), nonterminal, minimum) { IsOperand = true });
        return Make(production, production.Kind, parts, isInfix ? results(nonterminal) : null, production.Precedence, (isInfix ? name + " " : "") + text + " " + name);
    }

    /// <summary>A text with quotes, or the name of a token, is a production; anything else is the operator itself.</summary>
    private bool IsProduction(string text) => text.IndexOf('\'') >= 0 || names.IsToken(text.Trim());

    private Alternative? Make(ProductionSpec production, AlternativeKind kind, IReadOnlyList<GrammarNode> parts, GrammarType? left, int precedence, string text)
    {
        if (matcher.Match(production, parts, left) is not { } arguments)
        {
            return null;
        }

        var range = Whole(production);
        return new Alternative(range, kind, new SequenceNode(range, parts.ToEquatableArray()), production.Action, arguments, OneLine(text))
        {
            Precedence = precedence,
            IsNonAssociative = kind == AlternativeKind.Infix && production.Associativity == GrammarAssociativity.None,
            TryTokens = production.TryTokens,
        };
    }

    private static IReadOnlyList<GrammarNode> Parts(GrammarNode node) =>
        node is SequenceNode { Label: null, Expect: null } sequence ? sequence.Items : new[] { node };

    /// <summary>A production may be written over several lines; messages and remarks show it in one.</summary>
    private static string OneLine(string text) => string.Join(" ", text.Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries));

    private static GrammarRange Whole(ProductionSpec production) => new(production.Site, 0, production.Text.Length);
}
