using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the method of a production: its parts, then the call of the user's method.</summary>
internal static class ProductionEmitter
{
    public static void Write(SourceWriter writer, ParserScope scope, int nonterminal, Alternative production, bool isKnown, IReadOnlyCollection<int> behind)
    {
        var method = scope.Parse(production);
        writer.Blank().Line("/// <summary><c>" + CharText.Xml(production.Text) + "</c></summary>");
        var parts = new PartEmitter(scope, writer, scope.Locals("result", "start", "left"), nonterminal, method);
        using (writer.Braces("private bool " + method + "(" + string.Join(", ", Parameters(production)) + ")"))
        {
            Body(writer, scope, production, parts, isKnown, behind);
        }

        Items(writer, scope, nonterminal, parts, behind);
    }

    /// <summary>What a production's method is called with.</summary>
    public static IEnumerable<string> Arguments(Alternative production)
    {
        if (TakesStart(production))
        {
            yield return "start";
        }

        if (TakesLeft(production))
        {
            yield return "result";
        }

        if (production.Action.Result.Form != GrammarForm.Void)
        {
            yield return "out result";
        }
    }

    /// <summary>Whether an operator needs to know where its left operand begins.</summary>
    public static bool TakesStart(Alternative production) =>
        production.Kind is AlternativeKind.Infix or AlternativeKind.Postfix && WantsSpan(production);

    private static bool WantsSpan(Alternative production) => production.Arguments.Any(argument => argument.Kind == GrammarArgumentKind.Span);

    private static bool TakesLeft(Alternative production) => production.Arguments.Any(argument => argument.Kind == GrammarArgumentKind.Left);

    private static IEnumerable<string> Parameters(Alternative production)
    {
        if (TakesStart(production))
        {
            yield return "int start";
        }

        if (TakesLeft(production))
        {
            yield return production.Arguments.First(argument => argument.Kind == GrammarArgumentKind.Left).Type.Declared + " left";
        }

        if (production.Action.Result.Form != GrammarForm.Void)
        {
            yield return "out " + production.Action.Result.Declared + " result";
        }
    }

    private static void Body(SourceWriter writer, ParserScope scope, Alternative production, PartEmitter parts, bool isKnown, IReadOnlyCollection<int> behind)
    {
        var isVoid = production.Action.Result.Form == GrammarForm.Void;
        if (WantsSpan(production) && !TakesStart(production))
        {
            writer.Line("var start = current.Start;");
        }

        var items = ((SequenceNode)production.Body).Items;
        if (!isVoid && items.Count > 0)
        {
            writer.Line("result = default!;");
        }

        var wanted = items.Select((_, i) => Receiver(production, i)).ToArray();
        var values = parts.Sequence(items, wanted, isKnown, behind);
        var arguments = production.Arguments.Select(argument => argument.Kind switch
        {
            GrammarArgumentKind.Left => "left",
            GrammarArgumentKind.Span => "SpanFrom(start)",
            GrammarArgumentKind.Errors => "errors",
            GrammarArgumentKind.Source => "lexer.Source.Whole",
            _ => values[argument.Part]!,
        });
        writer.Line((isVoid ? "" : "result = ") + scope.Call(production.Action, arguments) + ";");
        parts.DropLists();
        writer.Line("return true;");
    }

    private static void Items(SourceWriter writer, ParserScope scope, int nonterminal, PartEmitter parts, IReadOnlyCollection<int> behind)
    {
        foreach (var item in parts.Items)
        {
            writer.Blank().Line("/// <summary><c>" + CharText.Xml(GrammarText.Of(item.Node, scope.Plan.Grammar)) + "</c></summary>");
            var inner = new PartEmitter(scope, writer, scope.Locals("result"), nonterminal, item.Name);
            using (writer.Braces("private bool " + item.Name + "(" + (item.Type is null ? "" : "out " + item.Type.Declared + " result") + ")"))
            {
                if (item.Type is not null)
                {
                    writer.Line("result = default!;");
                }

                var value = inner.Sequence([item.Node], [item.Type is null ? null : (item.Type, "part")], false, behind)[0];
                if (item.Type is not null)
                {
                    writer.Line("result = " + value + ";");
                }

                inner.DropLists();
                writer.Line("return true;");
            }

            Items(writer, scope, nonterminal, inner, behind);
        }
    }

    private static (GrammarType, string)? Receiver(Alternative production, int part)
    {
        for (var i = 0; i < production.Arguments.Count; i++)
        {
            if (production.Arguments[i] is { Kind: GrammarArgumentKind.Part } argument && argument.Part == part)
            {
                return (argument.Type, production.Action.Parameters[i].Name);
            }
        }

        return null;
    }
}
