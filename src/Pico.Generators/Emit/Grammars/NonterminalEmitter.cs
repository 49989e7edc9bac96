using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes the method of a nonterminal, and those of its productions.</summary>
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
            if (isPlain)
            {
                writer.Line("return " + Call(nonterminal.Alternatives[0]) + ";");
                return;
            }

            var choice = new ProductionChoice(writer, scope, index, "parsed", LookaheadText.Current, Call);
            if (nonterminal.Alternatives.Count == 1 && nonterminal.Expect is not null && !scope.Plan.Sets.IsNullable(nonterminal.Alternatives[0].Body))
            {
                One();
            }
            else
            {
                choice.Alternatives(Failure());
            }

            choice.Operators();
            if (nonterminal.CountsDepth)
            {
                writer.Line("depth--;");
            }

            writer.Line("return parsed;");
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
            foreach (var line in Failure())
            {
                writer.Line(line);
            }
        }

        writer.Blank();
    }

    private string Call(Alternative production) => scope.Parse(production) + "(" + string.Join(", ", ProductionEmitter.Arguments(production)) + ")";

    /// <summary>The statements where no alternative begins.</summary>
    private string[] Failure()
    {
        var failure = "parsed = " + FailureText.Of(scope, nonterminal.Expect, scope.Plan.Sets.FirstOf(index), index) + ";";
        return isVoid ? [failure] : ["result = default!;", failure];
    }
}
