using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

// Groups with alternatives: a switch over the next tokens, or one test where all are tokens.
internal sealed partial class PartEmitter
{
    private string? Choice(ChoiceNode choice, GrammarType? wanted, string name, Place place)
    {
        if (choice.Alternatives.All(item => item is TerminalNode terminal && Grammar.Terminals[terminal.Kind].Value is null))
        {
            return TokenSet(choice, wanted, name, place);
        }

        Flush();
        if (Shape(choice).Kind == PartShapeKind.List)
        {
            return List(wanted, name, () => Choice(choice, wanted, null, name, place));
        }

        var value = wanted is null ? null : names.Unique(name);
        if (value is not null)
        {
            writer.Line(wanted!.Declared + " " + value + ";");
        }

        Choice(choice, wanted, value, name, place);
        return value;
    }

    private void Choice(ChoiceNode choice, GrammarType? wanted, string? value, string name, Place place)
    {
        var tree = scope.Plan.Decisions.Part(nonterminal, choice);
        var text = new LookaheadText(scope.Sets);
        var empty = choice.Alternatives.Count(Sets.IsNullable) == 1 ? choice.Alternatives.TakeWhile(item => !Sets.IsNullable(item)).Count() : -1;
        using (writer.Braces("switch (current.Kind)"))
        {
            var order = LookaheadText.Order(tree, empty);
            foreach (var i in order.Where(i => i != empty))
            {
                foreach (var label in text.Cases(tree, order, i))
                {
                    writer.Line(label);
                }

                Section(choice.Alternatives[i], i, isKnown: true);
            }

            writer.Line("default:");
            if (empty >= 0)
            {
                Section(choice.Alternatives[empty], empty, isKnown: false);
            }
            else
            {
                using (writer.Indent())
                {
                    writer.Line("return " + Failure(choice.Expect, place.Before.Concat(Sets.First(choice)), null) + ";");
                }
            }
        }

        writer.Blank();

        void Section(GrammarNode alternative, int index, bool isKnown)
        {
            using (writer.Indent())
            {
                var result = Part(alternative, wanted, name, new Place(isKnown && alternative is TerminalNode or SequenceNode, [], place.Behind, null));
                Flush();
                if (value is not null)
                {
                    writer.Line(value + " = " + result + ";");
                }

                writer.Line("break;");
            }
        }
    }

    private string? TokenSet(ChoiceNode choice, GrammarType? wanted, string name, Place place)
    {
        if (!place.IsKnown)
        {
            steps.Add("(" + scope.Sets.Test("current.Kind", Sets.First(choice)) + " || " + Failure(choice.Expect, place.Before.Concat(Sets.First(choice)), null) + ")");
        }

        Flush();
        var token = wanted is null ? null : names.Unique(name);
        if (token is not null)
        {
            writer.Line("var " + token + " = current;");
        }

        writer.Line("Advance(); // " + GrammarText.Of(choice, Grammar));
        return token;
    }
}
