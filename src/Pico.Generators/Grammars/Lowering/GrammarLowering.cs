using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>Reads the texts of a grammar's attributes and resolves what they name.</summary>
internal sealed class GrammarLowering
{
    private readonly GrammarSpec spec;
    private readonly GrammarNames names = new();
    private readonly Dictionary<int, GrammarType> results = new();
    private readonly Dictionary<int, string> nonterminalNames = new();

    private GrammarLowering(GrammarSpec spec) => this.spec = spec;

    public static LoweredGrammar Lower(GrammarSpec spec) => new GrammarLowering(spec).Lower();

    private LoweredGrammar Lower()
    {
        var spellings = TokenSpelling.Find(spec.Tokens);
        foreach (var token in spec.Tokens)
        {
            names.DeclareToken(token, spellings.TryGetValue(token.Action.Method, out var spelling) ? spelling : null);
        }

        foreach (var production in spec.Productions)
        {
            Declare(production);
        }

        var matcher = new ArgumentMatcher(names, index => results[index]);
        var lowering = new ProductionLowering(names, matcher, index => results[index]);
        var alternatives = spec.Productions
            .Select(production => (Nonterminal: names.FindNonterminal(production.Name)!.Value, Production: production))
            .Select(pair => (pair.Nonterminal, pair.Production, Alternative: lowering.Lower(pair.Production, pair.Nonterminal)))
            .ToArray();
        var nonterminals = nonterminalNames.OrderBy(pair => pair.Key).Select(pair => Nonterminal(
            pair.Key, pair.Value, alternatives.Where(item => item.Nonterminal == pair.Key).Select(item => (item.Production, item.Alternative)).ToArray()));
        var grammar = new Grammar(
            EquatableArray<Terminal>.Empty, nonterminals.ToEquatableArray(), Entries().ToEquatableArray(), Recoveries().ToEquatableArray(), spec.MaxDepth, spec.Recognizes);
        var lexer = new LexerLowering(spec, names);
        var rules = lexer.Lower();
        return new LoweredGrammar(grammar with { Terminals = names.Terminals.ToEquatableArray() }, rules, lexer.Sites, names.Faults.ToEquatableArray());
    }

    private void Declare(ProductionSpec production)
    {
        var range = new GrammarRange(production.Site, 0, production.Text.Length);
        var index = names.DeclareNonterminal(production.Name, range);
        if (!results.TryGetValue(index, out var result))
        {
            results.Add(index, production.Action.Result);
            nonterminalNames.Add(index, production.Name);
        }
        else if (result.Text == production.Action.Result.Text)
        {
            results[index] = result.IsNullable ? result : production.Action.Result; // null from one alternative is null from the rule
        }
        else
        {
            names.Report(GrammarFaultKind.Part, range,
                "the alternatives of '" + production.Name + "' return " + result.Declared + " and " + production.Action.Result.Declared + "; alternatives share one type");
        }
    }

    private Nonterminal Nonterminal(int index, string name, IReadOnlyList<(ProductionSpec Production, Alternative? Alternative)> items)
    {
        var messages = items.Where(item => item.Production.Expect is not null).Select(item => item.Production).ToArray();
        if (messages.Select(production => production.Expect).Distinct().Count() > 1)
        {
            names.Report(GrammarFaultKind.Operator, new GrammarRange(messages[1].Site, 0, messages[1].Text.Length),
                "'" + name + "' has two messages for Expect; it is said where none of its alternatives begins, so there is one");
        }

        var alternatives = items.Where(item => item.Alternative is not null).Select(item => item.Alternative!).ToArray();
        var tails = alternatives.Where(IsTail).ToArray();
        CheckAssociativity(items.Select(item => item.Production).Where(production => production.Kind == AlternativeKind.Infix).ToArray());
        if (tails.Length > 0 && alternatives.Length == tails.Length)
        {
            names.Report(GrammarFaultKind.LeftRecursion, tails[0].Range, name + " -> " + name, "; every alternative begins with '" + name + "' itself, so none can begin");
        }

        return new Nonterminal(
            name, results[index], alternatives.Where(alternative => !IsTail(alternative)).ToEquatableArray(), tails.ToEquatableArray(), messages.FirstOrDefault()?.Expect)
        {
            Access = items.Select(item => item.Production.Access).Max(),
            HasPrecedence = alternatives.Any(alternative => alternative.Kind is AlternativeKind.Infix or AlternativeKind.Prefix),
        };
    }

    private static bool IsTail(Alternative alternative) => alternative.Kind is AlternativeKind.Infix or AlternativeKind.Postfix;

    private void CheckAssociativity(IReadOnlyList<ProductionSpec> operators)
    {
        foreach (var group in operators.GroupBy(production => production.Precedence))
        {
            if (group.FirstOrDefault(production => production.Associativity != group.First().Associativity) is { } other)
            {
                names.Report(GrammarFaultKind.Operator, new GrammarRange(other.Site, 0, other.Text.Length),
                    "operators of precedence " + group.Key + " are " + group.First().Associativity + " and " + other.Associativity + " associative; a row of them would have no meaning");
            }
        }
    }

    private IEnumerable<int> Entries()
    {
        if (spec.Entries.Count == 0 && nonterminalNames.Count > 0)
        {
            yield return 0;
        }

        var parsers = new Dictionary<string, string>();
        foreach (var entry in spec.Entries)
        {
            var range = new GrammarRange(entry.Site, 0, entry.Name.Length);
            if (names.FindNonterminal(entry.Name) is { } index)
            {
                var parser = "Parse" + char.ToUpperInvariant(entry.Name[0]) + entry.Name.Substring(1);
                if (!parsers.TryGetValue(parser, out var other))
                {
                    parsers.Add(parser, entry.Name);
                    yield return index;
                }
                else if (other == entry.Name)
                {
                    names.Report(GrammarFaultKind.Unreachable, range, entry.Name, "is an entry already");
                }
                else
                {
                    names.Report(GrammarFaultKind.Name, range, "'" + parser + "' would be the parser of '" + other + "' and of '" + entry.Name + "'; give one of the rules another Name");
                }
            }
            else
            {
                names.Resolve(entry.Name, range); // reports
            }
        }
    }

    private IEnumerable<Recovery> Recoveries()
    {
        foreach (var recovery in spec.Recoveries)
        {
            if (names.FindNonterminal(recovery.Nonterminal) is { } index)
            {
                yield return new Recovery(index, Kinds(recovery.After, recovery.Site).ToEquatableArray(), Kinds(recovery.Before, recovery.Site).ToEquatableArray());
            }
            else
            {
                names.Report(GrammarFaultKind.Undefined, new GrammarRange(recovery.Site, 0, 0), recovery.Nonterminal, "");
            }
        }
    }

    private IEnumerable<int> Kinds(string text, int site)
    {
        if (text.Length == 0)
        {
            return System.Array.Empty<int>();
        }

        var node = EbnfParser.Parse(text, site, names);
        var kinds = node is ChoiceNode choice ? choice.Alternatives : node is null ? EquatableArray<GrammarNode>.Empty : EquatableArray.Of(node);
        if (kinds.Any(kind => kind is not TerminalNode))
        {
            names.Report(GrammarFaultKind.Production, new GrammarRange(site, 0, 0), "[Recover] names tokens with '|' between them");
        }

        return kinds.OfType<TerminalNode>().Select(terminal => terminal.Kind);
    }
}
