using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes the method of a nonterminal: the next tokens choose an alternative, then operators are taken as long as they bind tightly enough (Pratt, 1973).</summary>
internal sealed class NonterminalEmitter
{
    private readonly SourceWriter writer;
    private readonly ParserScope scope;
    private readonly int index;
    private readonly Nonterminal nonterminal;
    private readonly bool isVoid;

    private NonterminalEmitter(SourceWriter writer, ParserScope scope, int index)
    {
        this.writer = writer;
        this.scope = scope;
        this.index = index;
        nonterminal = scope.Plan.Grammar.Nonterminals[index];
        isVoid = nonterminal.Result.Form == GrammarForm.Void;
    }

    public static void Write(SourceWriter writer, ParserScope scope, int index)
    {
        var emitter = new NonterminalEmitter(writer, scope, index);
        emitter.Method();
        var sets = scope.Plan.Sets;
        var behind = sets.FollowOf(index).Concat(emitter.nonterminal.Tails.SelectMany(tail => sets.First(tail.Body))).Distinct().ToArray();
        foreach (var production in emitter.nonterminal.Productions())
        {
            var isChosen = emitter.nonterminal.Alternatives.Count > 1 || production.Kind is AlternativeKind.Infix or AlternativeKind.Postfix;
            ProductionEmitter.Write(writer, scope, index, production, isChosen, behind);
        }
    }

    private void Method()
    {
        var parameters = new[] { nonterminal.HasPrecedence ? "int minimum" : null, isVoid ? null : "out " + nonterminal.Result.Declared + " result" };
        writer.Blank();
        using (writer.Braces((scope.Plan.Grammar.Entries.Contains(index) ? "public" : "private") + " bool " + scope.Parse(index) + "(" + string.Join(", ", parameters.Where(parameter => parameter is not null)) + ")"))
        {
            if (nonterminal.CountsDepth)
            {
                using (writer.Braces("if (!Enter())"))
                {
                    if (!isVoid)
                    {
                        writer.Line("result = default!;");
                    }

                    writer.Line("return false;");
                }

                writer.Blank();
            }

            if (nonterminal.Tails.Any(ProductionEmitter.TakesStart))
            {
                writer.Line("var start = current.Start;");
            }

            var isPlain = nonterminal.Alternatives.Count == 1 && nonterminal.Tails.Count == 0 && !nonterminal.CountsDepth && nonterminal.Expect is null;
            if (nonterminal.Alternatives.Count == 1 && nonterminal.Expect is not null && !scope.Plan.Sets.IsNullable(nonterminal.Alternatives[0].Body))
            {
                One();
            }
            else if (nonterminal.Alternatives.Count == 1)
            {
                writer.Line((isPlain ? "return " : "var parsed = ") + Call(nonterminal.Alternatives[0]) + ";");
                if (nonterminal.IsLimited)
                {
                    writer.Line(OperatorLimit.Behind(nonterminal.Alternatives[0]));
                }
            }
            else
            {
                Choose();
            }

            if (nonterminal.Tails.Count > 0)
            {
                Operators();
            }

            if (!isPlain)
            {
                if (nonterminal.CountsDepth)
                {
                    writer.Line("depth--;");
                }

                writer.Line("return parsed;");
            }
        }
    }

    /// <summary>One alternative, for which the grammar has a message of its own.</summary>
    private void One()
    {
        writer.Line("bool parsed;");
        using (writer.Braces("if (" + scope.Sets.Test("current.Kind", scope.Plan.Sets.FirstOf(index)) + ")"))
        {
            writer.Line("parsed = " + Call(nonterminal.Alternatives[0]) + ";");
        }

        using (writer.Braces("else"))
        {
            if (!isVoid)
            {
                writer.Line("result = default!;");
            }

            writer.Line("parsed = " + Failure() + ";");
        }

        writer.Blank();
    }

    private void Choose()
    {
        var tree = scope.Plan.Decisions.Alternatives(index)!;
        var text = new LookaheadText(scope.Sets, choice => ParserScope.Trying(scope.Parse(nonterminal.Alternatives[choice])) + "()");
        var alternatives = nonterminal.Alternatives;
        var empty = alternatives.Count(item => scope.Plan.Sets.IsNullable(item.Body)) == 1 ? alternatives.TakeWhile(item => !scope.Plan.Sets.IsNullable(item.Body)).Count() : -1;
        writer.Line("bool parsed;");
        using (writer.Braces("switch (current.Kind)"))
        {
            var order = LookaheadText.Order(tree, empty);
            foreach (var choice in order.Where(choice => choice != empty))
            {
                foreach (var label in text.Cases(tree, order, choice))
                {
                    writer.Line(label);
                }

                Section("parsed = " + Call(alternatives[choice]) + ";", nonterminal.IsLimited ? OperatorLimit.Behind(alternatives[choice]) : null);
            }

            writer.Line("default:");
            if (empty >= 0)
            {
                Section("parsed = " + Call(alternatives[empty]) + ";", nonterminal.IsLimited ? OperatorLimit.Behind(alternatives[empty]) : null);
            }
            else
            {
                Section(isVoid ? null : "result = default!;", "parsed = " + Failure() + ";");
            }
        }

        writer.Blank();
    }

    private void Operators()
    {
        var tree = scope.Plan.Decisions.Tails(index);
        var text = new LookaheadText(scope.Sets, choice => ParserScope.Trying(scope.Parse(nonterminal.Tails[choice])) + "()");
        using (writer.Braces("while (parsed)"))
        {
            using (writer.Braces("switch (current.Kind)"))
            {
                var order = LookaheadText.Order(tree, nonterminal.Tails.Count);
                foreach (var choice in order.Where(choice => choice < nonterminal.Tails.Count))
                {
                    var tail = nonterminal.Tails[choice];
                    var condition = OperatorLimit.Condition(nonterminal, tail);
                    foreach (var label in text.Cases(tree, order, choice, condition))
                    {
                        writer.Line(label);
                    }

                    using (writer.Indent())
                    {
                        writer.Line("parsed = " + Call(tail) + ";");
                        if (nonterminal.IsLimited)
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

    private string Call(Alternative production) => scope.Parse(production) + "(" + string.Join(", ", ProductionEmitter.Arguments(production)) + ")";

    private string Failure()
    {
        const int mostListed = 8;
        var first = scope.Plan.Sets.FirstOf(index).ToArray();
        return nonterminal.Expect is { } message ? "FailWith(" + SourceWriter.Literal(message) + ")"
            : "Fail(" + SourceWriter.Literal(first.Length <= mostListed ? scope.Sets.Describe(first) : nonterminal.Name) + ")";
    }
}
