using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

// Repetitions: each loop goes on after a mistake in one of its items.
internal sealed partial class PartEmitter
{
    private bool isInList;

    /// <summary>Stacks of other lists, on which an item that fails may leave something, with their heights before it.</summary>
    private IReadOnlyList<(string Stack, string Mark)> leftovers = [];

    private string? Repeat(RepeatNode repeat, GrammarType? wanted, string name, Place place)
    {
        Flush();
        return List(wanted, name, () => Loop(repeat, wanted, place), repeat.AtLeastOne);
    }

    private void Loop(RepeatNode repeat, GrammarType? wanted, Place place)
    {
        var resumes = repeat.Separator is null ? Sets.First(repeat.Item) : Sets.First(repeat.Separator);
        var recovery = RecoveryOf(repeat);
        var goesOn = new LookaheadText(scope.Sets).Condition(scope.Plan.Decisions.Part(nonterminal, repeat), 0);
        if (recovery is { After.Count: 0, Before.Count: 0 })
        {
            WithoutRecovery(repeat, wanted, place, goesOn);
            return;
        }

        var number = repeat.Ordinal;
        scope.Loops[number] = recovery is null
            ? new LoopInfo(GrammarText.Of(repeat, Grammar), resumes.Concat(place.Behind).Distinct().OrderBy(kind => kind).ToEquatableArray(), EquatableArray<int>.Empty, false)
            : new LoopInfo(GrammarText.Of(repeat, Grammar), place.Behind.Where(kind => kind == 0).Concat(recovery.Before).Distinct().ToEquatableArray(), recovery.After, true);

        var loop = names.Unique("loop");
        writer.Line("var " + loop + " = Begin(" + number + "); // " + GrammarText.Of(repeat, Grammar));
        leftovers = scope.StacksOf(repeat.Item).Where(stack => wanted is null || stack != scope.Stack(wanted.Arguments[0]))
            .Select(stack => (stack, names.Unique(stack + "Mark"))).ToArray();
        foreach (var (stack, mark) in leftovers)
        {
            writer.Line("var " + mark + " = " + stack + ".Count;");
        }

        var ends = scope.Sets.Test("current.Kind", place.Behind);
        if (repeat.Separator is { } separator)
        {
            Separated(repeat, separator, wanted, place, loop, goesOn, ends);
        }
        else
        {
            Repeated(repeat, wanted, place, loop, goesOn, ends);
        }

        writer.Line("loops.Truncate(" + loop + ");").Blank();
    }

    private void Repeated(RepeatNode repeat, GrammarType? wanted, Place place, string loop, string goesOn, string ends)
    {
        var isFirst = repeat.AtLeastOne ? names.Unique("isFirst") : null;
        using (writer.Braces(isFirst is null ? "while (true)" : "for (var " + isFirst + " = true; ; " + isFirst + " = false)"))
        {
            using (writer.Braces("if (" + (isFirst is null ? "" : isFirst + " || ") + goesOn + ")"))
            {
                Item(repeat.Item, wanted, otherwise: null, then: "continue;");
            }

            using (writer.Braces("else if (" + ends + ")"))
            {
                writer.Line("break;");
            }

            using (writer.Braces("else"))
            {
                writer.Line(Missing(repeat, place) + ";");
            }

            writer.Blank();
            GiveUpUnlessRecovered(loop, RecoveryOf(repeat) is null ? null : place);
        }

        writer.Blank();
    }

    /// <summary>
    /// What is missing where neither an item nor what follows begins: at the end of the text what follows, elsewhere an item, if the grammar has messages for both.
    /// Behind a list that ends with the text an item alone can be missing.
    /// </summary>
    private string Missing(RepeatNode repeat, Place place)
    {
        var item = (repeat.Item as NonterminalNode)?.Index;
        var message = item is { } index ? Grammar.Nonterminals[index].Expect : null;
        if (message is not null && place.BehindMessage is null && place.Behind.All(kind => kind == 0))
        {
            return FailureText.With(message);
        }

        var behind = FailureText.Of(scope, place.BehindMessage, Sets.First(repeat.Item).Concat(place.Behind), item);
        return message is null || place.BehindMessage is null || place.BehindMessage == message
            ? behind
            : "FailWith(current.Kind == TokenKind.End ? " + SourceWriter.Literal(place.BehindMessage) + " : " + SourceWriter.Literal(message) + ")";
    }

    /// <summary>A list that ends with the first mistake, as the grammar says: the loop around it goes on.</summary>
    private void WithoutRecovery(RepeatNode repeat, GrammarType? wanted, Place place, string goesOn)
    {
        if (repeat.Separator is { } separator)
        {
            using (writer.Braces("while (true)"))
            {
                Push();
                GoOn(repeat, separator, goesOn);
            }

            writer.Blank();
            return;
        }

        if (repeat.AtLeastOne)
        {
            Push();
        }

        using (writer.Braces("while (" + goesOn + ")"))
        {
            Push();
        }

        if (!place.Behind.Contains(0))
        {
            using (writer.Braces("if (" + ConditionText.Not(scope.Sets.Test("current.Kind", place.Behind)) + ")"))
            {
                writer.Line("return " + Missing(repeat, place) + ";");
            }
        }

        writer.Blank();

        void Push()
        {
            var (call, value) = ItemCall(repeat.Item, wanted?.Arguments[0]);
            steps.Add(call);
            Flush();
            if (value is not null && wanted is not null)
            {
                writer.Line(scope.Stack(wanted.Arguments[0]) + ".Push(" + value + ");");
            }
        }
    }

    private void Separated(RepeatNode repeat, GrammarNode separator, GrammarType? wanted, Place place, string loop, string goesOn, string ends)
    {
        using (writer.Braces("while (true)"))
        {
            Item(repeat.Item, wanted, otherwise: loop, then: null);
            writer.Blank();
            using (writer.Braces("if (" + Parenthesized(ConditionText.Not(goesOn)) + " && " + Parenthesized(ConditionText.Not(ends)) + ")"))
            {
                writer.Line(FailureText.Of(scope, separator.Expect ?? place.BehindMessage, Sets.First(separator).Concat(place.Behind)) + ";");
                GiveUpUnlessRecovered(loop);
            }

            writer.Blank();
            GoOn(repeat, separator, goesOn);
        }

        writer.Blank();
    }

    /// <summary>Leaves the loop, or takes what separates two items.</summary>
    private void GoOn(RepeatNode repeat, GrammarNode separator, string goesOn)
    {
        using (writer.Braces("if (" + ConditionText.Not(goesOn) + ")"))
        {
            writer.Line("break;");
        }

        writer.Blank();
        Part(separator, null, "", new Place(separator is TerminalNode or ChoiceNode, [], Sets.First(repeat.Item).ToArray(), null));
        Flush();
    }

    /// <summary>Reads an item and puts its value on the stack.</summary>
    /// <param name="item">The item.</param>
    /// <param name="wanted">The type of the list.</param>
    /// <param name="otherwise">The loop that recovers if there is none.</param>
    /// <param name="then">What to do behind one.</param>
    private void Item(GrammarNode item, GrammarType? wanted, string? otherwise, string? then)
    {
        var (call, value) = ItemCall(item, wanted?.Arguments[0]);
        var taken = new List<string>();
        var left = leftovers.ToList(); // what an item that fails may leave, and where
        if (wanted is not null)
        {
            var (stack, mark) = (scope.Stack(wanted.Arguments[0]), names.Unique("mark"));
            writer.Line("var " + mark + " = " + stack + ".Count;");
            taken.Add(stack + ".Push(" + value + ");");
            left.Insert(0, (stack, mark));
        }

        if (then is not null)
        {
            taken.Add(then);
        }

        if (taken.Count == 0 && left.Count == 0)
        {
            using (writer.Braces("if (!" + call + " && !Recover(" + otherwise + "))"))
            {
                writer.Line("return false;");
            }

            return;
        }

        if (taken.Count > 0)
        {
            using (writer.Braces("if (" + call + ")"))
            {
                taken.ForEach(line => writer.Line(line));
            }
        }

        if (then is not null)
        {
            if (left.Count > 0)
            {
                writer.Blank();
                Drop(left);
            }

            return;
        }

        using (writer.Braces(taken.Count > 0 ? "else" : "if (!" + call + ")"))
        {
            Drop(left);
            GiveUpUnlessRecovered(otherwise!);
        }
    }

    /// <summary>Takes off the stacks what an item has left that failed.</summary>
    private void Drop(IEnumerable<(string Stack, string Mark)> left)
    {
        foreach (var (stack, mark) in left)
        {
            writer.Line(stack + ".Truncate(" + mark + ");");
        }
    }

    private (string Call, string? Value) ItemCall(GrammarNode item, GrammarType? wanted)
    {
        switch (item)
        {
            case NonterminalNode reference:
                return Call(reference, Grammar.Nonterminals[reference.Index], wanted is null ? null : "item");
            case TerminalNode terminal when Grammar.Terminals[terminal.Kind].Value is not null:
                var value = names.Unique("item");
                return ("Take" + Grammar.Terminals[terminal.Kind].Name + "(out var " + value + ")", value);
            case TerminalNode terminal:
                var token = wanted is null ? null : names.Unique("item");
                return ("Take(" + scope.Sets.Kind(terminal.Kind) + ", " + Expected(new[] { terminal.Kind }) + (token is null ? "" : ", out var " + token) + ")", token);
            default:
                var name = scope.UniqueMethod(method + "Item");
                Items.Add(new ItemMethod(name, item, wanted));
                var result = wanted is null ? null : names.Unique("item");
                return (name + "(" + (result is null ? "" : "out var " + result) + ")", result);
        }
    }

    /// <summary>Where the list goes on after a mistake, if the grammar says.</summary>
    private Recovery? RecoveryOf(RepeatNode repeat) =>
        repeat.Item is NonterminalNode item ? Grammar.Recoveries.FirstOrDefault(recovery => recovery.Nonterminal == item.Index) : null;

    /// <param name="loop">The number of the loop.</param>
    /// <param name="place">Where it stands, if it looks for its own way on: then the text has ended before the list, and what ends it is missing too.</param>
    private void GiveUpUnlessRecovered(string loop, Place? place = null)
    {
        using (writer.Braces("if (!Recover(" + loop + "))"))
        {
            if (place?.BehindMessage is { } message)
            {
                writer.Line(FailureText.With(message) + ";");
            }

            writer.Line("return false;");
        }
    }

    private static string Parenthesized(string condition) => condition.Contains("||") && condition[0] != '!' ? "(" + condition + ")" : condition;
}
