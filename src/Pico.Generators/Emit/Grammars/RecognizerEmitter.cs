using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes methods that only tell whether a text fits: for the acceptance of whole texts, and to try an alternative. They run no method of the user.</summary>
/// <remarks>They read a token when something asks what it is: one that can only be this character is then passed over without.</remarks>
internal sealed partial class RecognizerEmitter
{
    private const string Peek = "Peek()";

    private readonly SourceWriter writer;
    private readonly ParserScope scope;
    private readonly IReadOnlyDictionary<int, char> units;
    private readonly Queue<(string Name, GrammarNode Node, int Nonterminal)> items = new();
    private readonly List<string> checks = new();
    private string method = "";
    private int nonterminal;

    public RecognizerEmitter(SourceWriter writer, ParserScope scope)
    {
        this.writer = writer;
        this.scope = scope;
        units = SingleUnitTokens.Of(scope.Plan.Lexer);
    }

    private Grammar Grammar => scope.Plan.Grammar;

    private GrammarSets Sets => scope.Plan.Sets;

    /// <summary>Writes the methods of nonterminals and of all that they name.</summary>
    public void Nonterminals(IEnumerable<int> roots)
    {
        foreach (var index in Grammar.Reached(roots))
        {
            Nonterminal(index);
        }
    }

    /// <summary>Writes the method that tries a production.</summary>
    public void Try(Alternative production)
    {
        var parse = scope.Parse(production);
        writer.Blank().Line("/// <summary>Whether the next tokens, up to " + production.TryTokens + ", are <c>" + CharText.Xml(production.Text) + "</c>; they are read again later.</summary>");
        using (writer.Braces("private bool " + ParserScope.Trying(parse) + "()"))
        {
            writer.Line("var state = Save(" + production.TryTokens + ");")
                .Line("var fits = " + ParserScope.Skipping(parse) + "() || budget == 0;")
                .Line("Restore(state);")
                .Line("return fits;");
        }
    }

    private void Nonterminal(int index)
    {
        nonterminal = index;
        var target = Grammar.Nonterminals[index];
        method = ParserScope.Skipping(scope.Parse(index));
        writer.Blank();
        using (writer.Braces((Grammar.Recognizes && Grammar.Entries.Contains(index) ? "public" : "private") + " bool " + method + "(" + (target.HasPrecedence ? "int minimum" : "") + ")"))
        {
            if (target.CountsDepth)
            {
                using (writer.Braces("if (!Enter())"))
                {
                    writer.Line("return false;");
                }

                writer.Blank();
            }

            var choice = new ProductionChoice(writer, scope, index, "fits", Peek, production => ParserScope.Skipping(scope.Parse(production)) + "()");
            choice.Alternatives("fits = false;");
            choice.Operators();
            if (target.CountsDepth)
            {
                writer.Line("depth--;");
            }

            writer.Line("return fits;");
        }

        foreach (var production in target.Productions())
        {
            Method(ParserScope.Skipping(scope.Parse(production)), production.Body, target.Alternatives.Count > 1 || production.Kind is AlternativeKind.Infix or AlternativeKind.Postfix);
        }
    }

    private void Method(string name, GrammarNode body, bool isKnown)
    {
        method = name;
        writer.Blank();
        using (writer.Braces("private bool " + name + "()"))
        {
            Part(body, isKnown);
            writer.Line(checks.Count == 0 ? "return true;" : "return " + string.Join(" && ", checks) + ";");
            checks.Clear();
        }

        while (items.Count > 0)
        {
            var item = items.Dequeue();
            Method(item.Name, item.Node, false);
        }
    }

    private string Item(GrammarNode item)
    {
        if (item is TerminalNode or NonterminalNode)
        {
            return Call(item);
        }

        var name = scope.UniqueMethod(method + "Item");
        items.Enqueue((name, item, nonterminal));
        return name + "()";
    }

    private string Call(GrammarNode node) => node is NonterminalNode reference
        ? ParserScope.Skipping(scope.Parse(reference.Index)) + "(" + (Grammar.Nonterminals[reference.Index].HasPrecedence ? Number(reference.MinimumPrecedence) : "") + ")"
        : Skip(((TerminalNode)node).Kind);

    private string Skip(int kind) => "Skip(" + (units.TryGetValue(kind, out var unit) ? CharText.Literal(unit) + ", " : "") + scope.Sets.Kind(kind) + ")";

    private string Condition(GrammarNode node) => new LookaheadText(scope.Sets, Peek).Condition(scope.Plan.Decisions.Part(nonterminal, node), 0);

    /// <summary>Writes the checks that wait.</summary>
    private void Flush()
    {
        if (checks.Count > 0)
        {
            using (writer.Braces("if (" + string.Join(" || ", checks.Select(ConditionText.Not)) + ")"))
            {
                writer.Line("return false;");
            }

            writer.Blank();
            checks.Clear();
        }
    }

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
