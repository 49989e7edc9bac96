using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes methods that only tell whether a text fits: for the acceptance of whole texts, and to try an alternative. They run no method of the user.</summary>
internal sealed partial class RecognizerEmitter
{
    private readonly SourceWriter writer;
    private readonly ParserScope scope;
    private readonly Queue<(string Name, GrammarNode Node, int Nonterminal)> items = new();
    private readonly List<string> checks = new();
    private string method = "";
    private int nonterminal;

    public RecognizerEmitter(SourceWriter writer, ParserScope scope)
    {
        this.writer = writer;
        this.scope = scope;
    }

    private Grammar Grammar => scope.Plan.Grammar;

    private GrammarSets Sets => scope.Plan.Sets;

    /// <summary>Writes the methods of nonterminals and of all that they name.</summary>
    public void Nonterminals(IEnumerable<int> roots)
    {
        var reached = new SortedSet<int>();
        var open = new Stack<int>(roots);
        while (open.Count > 0)
        {
            var index = open.Pop();
            if (reached.Add(index))
            {
                foreach (var call in Grammar.Nonterminals[index].Calls())
                {
                    open.Push(call);
                }
            }
        }

        foreach (var index in reached)
        {
            Nonterminal(index);
        }
    }

    /// <summary>Writes the method that tries a production.</summary>
    public void Try(Alternative production)
    {
        var parse = scope.Parse(production);
        writer.Blank().Line("/// <summary>Whether the next tokens, up to " + production.TryTokens + ", are <c>" + ProductionEmitter.Xml(production.Text) + "</c>; they are read again later.</summary>");
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

            Alternatives(target);
            Tails(target);
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

    private void Alternatives(Nonterminal target)
    {
        if (target.Alternatives.Count == 1)
        {
            writer.Line("var fits = " + Skip(target.Alternatives[0]) + ";");
            if (target.IsLimited)
            {
                writer.Line(OperatorLimit.Behind(target.Alternatives[0]));
            }

            return;
        }

        var tree = scope.Plan.Decisions.Alternatives(nonterminal)!;
        var text = new LookaheadText(scope.Sets, choice => ParserScope.Trying(scope.Parse(target.Alternatives[choice])) + "()");
        var empty = target.Alternatives.Count(item => Sets.IsNullable(item.Body)) == 1 ? target.Alternatives.TakeWhile(item => !Sets.IsNullable(item.Body)).Count() : -1;
        writer.Line("bool fits;");
        using (writer.Braces("switch (current.Kind)"))
        {
            var order = LookaheadText.Order(tree, empty);
            foreach (var choice in order.Where(choice => choice != empty))
            {
                foreach (var label in text.Cases(tree, order, choice))
                {
                    writer.Line(label);
                }

                Section("fits = " + Skip(target.Alternatives[choice]) + ";", target.IsLimited ? OperatorLimit.Behind(target.Alternatives[choice]) : null);
            }

            writer.Line("default:");
            Section(empty >= 0 ? "fits = " + Skip(target.Alternatives[empty]) + ";" : "fits = false;", empty >= 0 && target.IsLimited ? OperatorLimit.Behind(target.Alternatives[empty]) : null);
        }

        writer.Blank();
    }

    private void Tails(Nonterminal target)
    {
        if (target.Tails.Count == 0)
        {
            return;
        }

        var tree = scope.Plan.Decisions.Tails(nonterminal);
        var text = new LookaheadText(scope.Sets, choice => ParserScope.Trying(scope.Parse(target.Tails[choice])) + "()");
        using (writer.Braces("while (fits)"))
        {
            using (writer.Braces("switch (current.Kind)"))
            {
                var order = LookaheadText.Order(tree, target.Tails.Count);
                foreach (var choice in order.Where(choice => choice < target.Tails.Count))
                {
                    var tail = target.Tails[choice];
                    var condition = OperatorLimit.Condition(target, tail);
                    foreach (var label in text.Cases(tree, order, choice, condition))
                    {
                        writer.Line(label);
                    }

                    using (writer.Indent())
                    {
                        writer.Line("fits = " + Skip(tail) + ";");
                        if (target.IsLimited)
                        {
                            writer.Line(OperatorLimit.Behind(tail));
                        }

                        writer.Line("continue;");
                    }
                }
            }

            writer.Blank().Line("break;");
        }

        writer.Blank();
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
        : "Skip(" + scope.Sets.Kind(((TerminalNode)node).Kind) + ")";

    private string Skip(Alternative production) => ParserScope.Skipping(scope.Parse(production)) + "()";

    private string Condition(GrammarNode node) => new LookaheadText(scope.Sets).Condition(scope.Plan.Decisions.Part(nonterminal, node), 0);

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

    private void Section(params string?[] lines)
    {
        using (writer.Indent())
        {
            foreach (var line in lines.Where(line => line is not null))
            {
                writer.Line(line!);
            }

            writer.Line("break;");
        }
    }

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
