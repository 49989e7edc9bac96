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
        var empty = DecisionEmitter.EmptyOf(choice.Alternatives, Sets);
        DecisionEmitter.Write(
            writer, new LookaheadText(scope.Sets), scope.Plan.Decisions.Part(nonterminal, choice), empty,
            i =>
            {
                var result = Part(choice.Alternatives[i], wanted, name, new Place(i != empty && choice.Alternatives[i] is TerminalNode or SequenceNode, [], place.Behind, null));
                Flush();
                if (value is not null)
                {
                    writer.Line(value + " = " + result + ";");
                }
            },
            () => writer.Line("return " + FailureText.Of(scope, choice.Expect, place.Before.Concat(Sets.First(choice))) + ";"));
    }

    private string? TokenSet(ChoiceNode choice, GrammarType? wanted, string name, Place place)
    {
        if (!place.IsKnown)
        {
            steps.Add("(" + scope.Sets.Test("current.Kind", Sets.First(choice)) + " || " + FailureText.Of(scope, choice.Expect, place.Before.Concat(Sets.First(choice))) + ")");
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
