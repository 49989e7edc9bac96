using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

// Parts of a production, as checks.
internal sealed partial class RecognizerEmitter
{
    private void Part(GrammarNode node, bool isKnown)
    {
        switch (node)
        {
            case TerminalNode terminal when isKnown:
                Flush();
                writer.Line("Pass(); // " + Grammar.Terminals[terminal.Kind].Description);
                break;
            case TerminalNode or NonterminalNode:
                checks.Add(Call(node));
                break;
            case SequenceNode sequence:
                Sequence(sequence, isKnown);
                break;
            case ChoiceNode choice:
                Choice(choice, isKnown);
                break;
            case OptionalNode optional:
                Flush();
                using (writer.Braces("if (" + Condition(optional) + ")"))
                {
                    Part(optional.Item, true);
                    Flush();
                }

                writer.Blank();
                break;
            case RepeatNode repeat:
                Flush();
                Repeat(repeat);
                writer.Blank();
                break;
        }
    }

    private void Repeat(RepeatNode repeat)
    {
        var item = Item(repeat.Item);
        if (repeat.Separator is { } separator)
        {
            using (writer.Braces("while (true)"))
            {
                checks.Add(item);
                Flush();
                var isPassed = separator is TerminalNode { Kind: var kind } && Condition(repeat) == scope.Sets.Test(Peek, new[] { kind });
                using (writer.Braces("if (" + ConditionText.Not(isPassed ? Call(separator) : Condition(repeat)) + ")"))
                {
                    writer.Line("break;");
                }

                writer.Blank();
                if (!isPassed)
                {
                    Part(separator, true);
                    Flush();
                }
            }

            return;
        }

        if (repeat.AtLeastOne)
        {
            checks.Add(item);
            Flush();
        }

        using (writer.Braces("while (" + Condition(repeat) + ")"))
        {
            checks.Add(item);
            Flush();
        }
    }

    private void Sequence(SequenceNode sequence, bool isKnown)
    {
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            Part(sequence.Items[i], isKnown && i == 0);
        }
    }

    private void Choice(ChoiceNode choice, bool isKnown)
    {
        if (choice.Alternatives.All(item => item is TerminalNode))
        {
            if (!isKnown)
            {
                checks.Add(scope.Sets.Test(Peek, Sets.First(choice)));
            }

            Flush();
            writer.Line("Pass(); // " + GrammarText.Of(choice, Grammar));
            return;
        }

        Flush();
        var empty = DecisionEmitter.EmptyOf(choice.Alternatives, Sets);
        DecisionEmitter.Write(
            writer, new LookaheadText(scope.Sets, Peek), scope.Plan.Decisions.Part(nonterminal, choice), empty,
            i =>
            {
                Part(choice.Alternatives[i], i != empty && choice.Alternatives[i] is TerminalNode or SequenceNode);
                Flush();
            },
            () => writer.Line("return false;"));
    }
}
