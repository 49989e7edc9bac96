using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the parts of one production as statements: checks in a row become one <c>if</c>, optional parts an <c>if</c>, groups a <c>switch</c>. A part
/// that a parameter receives becomes a local of its name.
/// </summary>
internal sealed partial class PartEmitter
{
    private readonly ParserScope scope;
    private readonly SourceWriter writer;
    private readonly NameScope names;
    private readonly int nonterminal;
    private readonly string method;
    private readonly List<string> steps = new();

    /// <param name="scope">What all methods share.</param>
    /// <param name="writer">Receives the statements.</param>
    /// <param name="names">The names taken in the method.</param>
    /// <param name="nonterminal">The nonterminal whose production it is.</param>
    /// <param name="method">The name of the method that is being written.</param>
    public PartEmitter(ParserScope scope, SourceWriter writer, NameScope names, int nonterminal, string method)
    {
        this.scope = scope;
        this.writer = writer;
        this.names = names;
        this.nonterminal = nonterminal;
        this.method = method;
    }

    /// <summary>Items of repetitions that are groups: each becomes a method of its own.</summary>
    public List<ItemMethod> Items { get; } = new();

    private Grammar Grammar => scope.Plan.Grammar;

    private GrammarSets Sets => scope.Plan.Sets;

    /// <summary>Writes the parts of a sequence.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="wanted">For each part the type and name of what receives its value, or null.</param>
    /// <param name="isKnown">Whether the first token is known to fit.</param>
    /// <param name="behind">The tokens that can follow the sequence.</param>
    /// <returns>For each part the expression of its value, or null.</returns>
    public IReadOnlyList<string?> Sequence(IReadOnlyList<GrammarNode> parts, IReadOnlyList<(GrammarType Type, string Name)?> wanted, bool isKnown, IReadOnlyCollection<int> behind)
    {
        var values = new string?[parts.Count];
        var before = new List<int>();
        for (var i = 0; i < parts.Count; i++)
        {
            var rest = Sets.First(parts, i + 1).ToList();
            if (parts.Skip(i + 1).All(Sets.IsNullable))
            {
                rest.AddRange(behind);
            }

            var place = new Place(isKnown && i == 0, before.ToArray(), rest, i + 1 < parts.Count ? parts[i + 1].Expect : null);
            values[i] = Part(parts[i], wanted[i]?.Type, wanted[i]?.Name ?? "", place);
            if (!Sets.IsNullable(parts[i]))
            {
                before.Clear();
            }

            before.AddRange(parts[i] switch
            {
                OptionalNode optional => Sets.First(optional.Item),
                RepeatNode repeat => Sets.First(repeat.Separator ?? repeat.Item),
                _ => Enumerable.Empty<int>(),
            });
        }

        Flush();
        return values;
    }

    private string? Part(GrammarNode node, GrammarType? wanted, string name, Place place) => node switch
    {
        TerminalNode terminal => Terminal(terminal, wanted, name, place),
        NonterminalNode reference => Nonterminal(reference, wanted, name),
        SequenceNode sequence => Group(sequence, wanted, name, place),
        ChoiceNode choice => Choice(choice, wanted, name, place),
        OptionalNode optional => Optional(optional, wanted, name, place),
        _ => Repeat((RepeatNode)node, wanted, name, place),
    };

    private string? Terminal(TerminalNode node, GrammarType? wanted, string name, Place place)
    {
        var terminal = Grammar.Terminals[node.Kind];
        var kind = scope.Sets.Kind(node.Kind);
        var isValued = terminal.Value is not null;
        if (node.Expect is { } message && !place.IsKnown && (wanted is not null || isValued))
        {
            steps.Add("(current.Kind == " + kind + " || " + FailureText.With(message) + ")");
        }

        if (isValued)
        {
            var value = names.Unique(wanted is null ? "value" : name);
            steps.Add("Take" + terminal.Name + "(out var " + value + ")");
            return value;
        }

        if (wanted is not null)
        {
            var token = names.Unique(name);
            if (!place.IsKnown)
            {
                steps.Add("Take(" + kind + ", " + Expected(place.Before.Concat(new[] { node.Kind })) + ", out var " + token + ")");
                return token;
            }

            Flush();
            writer.Line("var " + token + " = current;").Line("Advance();");
            return token;
        }

        if (place.IsKnown)
        {
            Flush();
            writer.Line("Advance(); // " + terminal.Description);
        }
        else
        {
            steps.Add(node.Expect is null
                ? "Take(" + kind + ", " + Expected(place.Before.Concat(new[] { node.Kind })) + ")"
                : "Require(" + kind + ", " + SourceWriter.Literal(node.Expect) + ")");
        }

        return null;
    }

    private string? Nonterminal(NonterminalNode node, GrammarType? wanted, string name)
    {
        var target = Grammar.Nonterminals[node.Index];
        if (node.Expect is { } message && !Sets.IsNullable(node))
        {
            steps.Add("(" + scope.Sets.Test("current.Kind", Sets.FirstOf(node.Index)) + " || " + FailureText.With(message) + ")");
        }

        var (call, value) = Call(node, target, wanted is null ? null : name);
        steps.Add(call);
        return value;
    }

    private (string Call, string? Value) Call(NonterminalNode node, Nonterminal target, string? name)
    {
        var value = target.Result.Form == GrammarForm.Void ? null : names.Unique(name ?? "ignored");
        var arguments = new[] { target.HasPrecedence ? node.MinimumPrecedence.ToString(System.Globalization.CultureInfo.InvariantCulture) : null, value is null ? null : "out var " + value };
        return (scope.Parse(node.Index) + "(" + string.Join(", ", arguments.Where(argument => argument is not null)) + ")", value);
    }

    private string? Group(SequenceNode sequence, GrammarType? wanted, string name, Place place)
    {
        var shapes = sequence.Items.Select(Shape).ToArray();
        var mandatory = shapes.Count(shape => shape.IsMandatory);
        var element = 0;
        var targets = new (GrammarType, string)?[shapes.Length];
        for (var i = 0; i < shapes.Length; i++)
        {
            if (shapes[i].IsMandatory || (mandatory == 0 && shapes.Length == 1))
            {
                targets[i] = wanted is null ? null : mandatory > 1 ? (wanted.Arguments[element], name + (element + 1)) : (wanted, name);
                element++;
            }
        }

        var values = Sequence(sequence.Items, targets, place.IsKnown, place.Behind).Where(value => value is not null).ToArray();
        return wanted is null ? null : values.Length > 1 ? "(" + string.Join(", ", values) + ")" : values.FirstOrDefault();
    }

    private string? Optional(OptionalNode optional, GrammarType? wanted, string name, Place place)
    {
        Flush();
        var condition = new LookaheadText(scope.Sets).Condition(scope.Plan.Decisions.Part(nonterminal, optional), 0);
        var shape = Shape(optional.Item);
        var inner = new Place(true, [], place.Behind, place.BehindMessage);
        if (wanted is null || shape.Kind == PartShapeKind.List)
        {
            return List(wanted, name, () =>
            {
                using (writer.Braces("if (" + condition + ")"))
                {
                    Inside(optional.Item, wanted, name, inner);
                }

                writer.Blank();
            });
        }

        var value = names.Unique(name);
        if (!shape.IsMandatory && wanted.Text == "bool")
        {
            writer.Line("var " + value + " = " + condition + ";");
            using (writer.Braces("if (" + value + ")"))
            {
                Inside(optional.Item, null, name, inner);
            }

            writer.Blank();
            return value;
        }

        writer.Line(wanted.Declared + " " + value + " = null;");
        using (writer.Braces("if (" + condition + ")"))
        {
            var type = wanted.Form == GrammarForm.Nullable ? wanted.Arguments[0] : wanted;
            var result = Inside(optional.Item, type, name, inner);
            writer.Line(value + " = " + result + ";");
        }

        writer.Blank();
        return value;
    }

    private string? Inside(GrammarNode item, GrammarType? wanted, string name, Place place)
    {
        var result = Part(item, wanted, name, place);
        Flush();
        return result;
    }

    private PartShape Shape(GrammarNode node) => PartShape.Of(node, Grammar.Terminals, index => Grammar.Nonterminals[index].Result);

    private string Expected(IEnumerable<int> kinds) => SourceWriter.Literal(scope.Sets.Describe(kinds));

    /// <summary>Writes the checks that wait, as one statement.</summary>
    private void Flush()
    {
        if (steps.Count == 0)
        {
            return;
        }

        for (var i = 0; i < steps.Count; i++)
        {
            writer.Line((i == 0 ? "if (!" : "    || !") + steps[i] + (i == steps.Count - 1 ? ")" : ""));
        }

        steps.Clear();
        using (writer.Open())
        {
            writer.Line("return false;");
        }

        writer.Blank();
    }

    /// <summary>Where a part stands.</summary>
    /// <param name="IsKnown">Whether the next token is known to begin it.</param>
    /// <param name="Before">The tokens that the part in front could have gone on with.</param>
    /// <param name="Behind">The tokens that can follow.</param>
    /// <param name="BehindMessage">What to say when what follows is missing.</param>
    private sealed record Place(bool IsKnown, IReadOnlyList<int> Before, IReadOnlyCollection<int> Behind, string? BehindMessage);
}

/// <summary>A group that is repeated: a method of its own, so that a mistake in one item does not end the list.</summary>
internal sealed record ItemMethod(string Name, GrammarNode Node, GrammarType? Type);
