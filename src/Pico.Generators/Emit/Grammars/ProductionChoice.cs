using System;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes how the method of a nonterminal goes on to its productions: the next tokens choose an alternative, then operators are taken as long as they bind
/// tightly enough (Pratt, 1973). A parser and a recognizer do so alike; they differ in what they call.
/// </summary>
internal sealed class ProductionChoice
{
    private readonly SourceWriter writer;
    private readonly ParserScope scope;
    private readonly int index;
    private readonly Nonterminal nonterminal;
    private readonly string flag;
    private readonly string next;
    private readonly Func<Alternative, string> call;

    /// <param name="writer">Receives the statements.</param>
    /// <param name="scope">What all methods share.</param>
    /// <param name="index">The nonterminal.</param>
    /// <param name="flag">The local that tells whether the text has fitted so far.</param>
    /// <param name="next">The expression of what the next token is.</param>
    /// <param name="call">A call of the method of a production.</param>
    public ProductionChoice(SourceWriter writer, ParserScope scope, int index, string flag, string next, Func<Alternative, string> call)
    {
        this.writer = writer;
        this.scope = scope;
        this.index = index;
        this.flag = flag;
        this.next = next;
        this.call = call;
        nonterminal = scope.Plan.Grammar.Nonterminals[index];
    }

    /// <summary>Writes the choice between the alternatives.</summary>
    /// <param name="failure">What is done where none of several begins.</param>
    public void Alternatives(params string[] failure)
    {
        var alternatives = nonterminal.Alternatives;
        if (alternatives.Count == 1)
        {
            Take(alternatives[0], "var ");
            return;
        }

        writer.Line("bool " + flag + ";");
        DecisionEmitter.Write(
            writer, Text(alternatives), scope.Plan.Decisions.Alternatives(index)!, DecisionEmitter.EmptyOf(alternatives.Select(alternative => alternative.Body), scope.Plan.Sets),
            choice => Take(alternatives[choice]),
            () =>
            {
                foreach (var line in failure)
                {
                    writer.Line(line);
                }

                writer.Line("break;");
            });
    }

    /// <summary>Writes the loop that takes operators.</summary>
    public void Operators()
    {
        var tails = nonterminal.Tails;
        if (tails.Count == 0)
        {
            return;
        }

        var tree = scope.Plan.Decisions.Tails(index);
        var text = Text(tails);
        using (writer.Braces("while (" + flag + ")"))
        {
            using (writer.Braces("switch (" + next + ")"))
            {
                var order = LookaheadText.Order(tree, tails.Count);
                foreach (var choice in order.Where(choice => choice < tails.Count))
                {
                    foreach (var label in text.Cases(tree, order, choice, OperatorLimit.Condition(nonterminal, tails[choice])))
                    {
                        writer.Line(label);
                    }

                    using (writer.Indent())
                    {
                        Take(tails[choice]);
                        writer.Line("continue;");
                    }
                }
            }

            writer.Blank().Line("break;");
        }

        writer.Blank();
    }

    private void Take(Alternative production, string declaration = "")
    {
        writer.Line(declaration + flag + " = " + call(production) + ";");
        if (nonterminal.IsLimited)
        {
            writer.Line(OperatorLimit.Behind(production));
        }
    }

    private LookaheadText Text(EquatableArray<Alternative> productions) =>
        new(scope.Sets, next, choice => ParserScope.Trying(scope.Parse(productions[choice])) + "()");
}
