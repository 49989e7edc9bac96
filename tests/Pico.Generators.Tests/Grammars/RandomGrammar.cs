using System.Text;

namespace Pico.Generators.Tests.Grammars;

/// <summary>
/// A random grammar over a few letters, the class that declares it, and random derivations. Its methods return the derivation as a string: letters, absent
/// parts as <c>-</c>, lists in brackets, groups of several values in braces, rules with their name and parentheses.
/// </summary>
internal sealed class RandomGrammar
{
    /// <summary>What the methods of all grammars call.</summary>
    public const string Helpers = """
        public static class Shown
        {
            public static string Of(object? value) => value switch
            {
                null => "-",
                string text => text,
                bool flag => flag ? "!" : "-",
                System.Runtime.CompilerServices.ITuple tuple => "{" + string.Join(" ", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i]))) + "}",
                System.Collections.IEnumerable items => "[" + string.Join(" ", items.Cast<object?>().Select(Of)) + "]",
                _ => value.GetType().GetProperty("Kind")!.GetValue(value)!.ToString()!.ToLowerInvariant(),
            };
        }

        """;

    private readonly Random random;
    private readonly int ruleCount;
    private readonly string letters;
    private readonly HashSet<char> valued = [];
    private readonly List<List<(EbnfNode Body, bool TakesTokens)>> rules = [];
    private readonly int[] heights;

    public RandomGrammar(Random random, string name)
    {
        this.random = random;
        Name = name;
        letters = "abcdefghij"[..random.Next(4, 11)];
        foreach (var letter in letters.Where(_ => random.Next(3) == 0))
        {
            valued.Add(letter);
        }

        ruleCount = random.Next(1, 5);
        for (var i = 0; i < ruleCount; i++)
        {
            rules.Add([]);
        }

        for (var i = 0; i < ruleCount; i++)
        {
            for (var alternatives = random.Next(1, 4); alternatives > 0; alternatives--)
            {
                rules[i].Add((Body(i), random.Next(3) == 0));
            }
        }

        // Each rule after the first is named by the one before it, so that it is reached.
        for (var i = 1; i < ruleCount; i++)
        {
            rules[i - 1].Add((new EbnfNode.Sequence([RandomLetter(), new EbnfNode.Name(i)]), false));
        }

        heights = Heights();
        Earley = new Earley([.. rules.Select(rule => rule.Select(item => item.Body).ToArray())]);
        Source = Write();
    }

    public string Name { get; }

    public string Source { get; }

    public Earley Earley { get; }

    /// <summary>A random text of the grammar, and the value that its methods make of it.</summary>
    public (string Text, string Value) Derive(Random source)
    {
        var text = new StringBuilder();
        var budget = source.Next(2, 40);
        var value = DeriveRule(0, source, text, ref budget);
        return (text.ToString(), value);
    }

    public string Mutate(Random source, string text)
    {
        for (var edits = source.Next(1, 4); edits > 0; edits--)
        {
            var at = source.Next(text.Length + 1);
            var letter = letters[source.Next(letters.Length)].ToString();
            text = source.Next(3) switch
            {
                0 => text.Insert(at, source.Next(8) == 0 ? "?" : letter),
                1 when at < text.Length => text.Remove(at, 1),
                _ when at < text.Length => text.Remove(at, 1).Insert(at, letter),
                _ => text + letter,
            };
        }

        return text;
    }

    private EbnfNode Body(int rule)
    {
        var items = Enumerable.Range(0, random.Next(0, 5)).Select(_ => Part(2)).ToList();
        if (items.Count > 0 && items[0] is EbnfNode.Name first && first.Rule == rule && random.Next(2) == 0)
        {
            items.Add(RandomLetter()); // left recursion, but not of itself alone
        }

        if (random.Next(2) == 0)
        {
            items.Insert(0, RandomLetter()); // most alternatives that begin with anything conflict
        }

        return new EbnfNode.Sequence(items);
    }

    private EbnfNode.Letter RandomLetter()
    {
        var letter = letters[random.Next(letters.Length)];
        return new EbnfNode.Letter(letter, valued.Contains(letter));
    }

    private EbnfNode Part(int depth)
    {
        if (depth == 0 || random.Next(2) == 0)
        {
            return random.Next(4) == 0 ? new EbnfNode.Name(random.Next(ruleCount)) : RandomLetter();
        }

        EbnfNode node = random.Next(6) switch
        {
            0 => new EbnfNode.Optional(Inner(depth)),
            1 => new EbnfNode.Repeat(Inner(depth), random.Next(2) == 0),
            2 => new EbnfNode.List(Inner(depth), random.Next(4) == 0 ? Part(depth - 1) : RandomLetter()),
            3 => new EbnfNode.Choice([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Group(depth - 1))]),
            4 => Group(depth - 1),
            _ => RandomLetter(),
        };
        return Shape.Of(node).IsProblem ? Rule(node) : node;
    }

    private EbnfNode Inner(int depth) => Part(depth - 1) is var part && Shape.Of(part).IsListOrOptional ? Rule(part) : part;

    private EbnfNode Group(int depth) =>
        Enumerable.Range(0, random.Next(1, 4)).Select(_ => Part(depth)).ToArray() is { Length: > 1 } parts ? new EbnfNode.Sequence(parts) : Part(depth);

    /// <summary>Makes a part a rule of its own, where it has no type of its own.</summary>
    private EbnfNode Rule(EbnfNode node)
    {
        while (Shape.Of(node).IsProblem && node is not EbnfNode.Letter)
        {
            node = node switch
            {
                EbnfNode.Sequence sequence => new EbnfNode.Sequence([.. sequence.Items.Select(item => Shape.Of(item) is { IsMandatory: true, IsValue: false } ? Rule(item) : item)]),
                EbnfNode.Choice choice => new EbnfNode.Choice([.. choice.Items.Select(Rule)]),
                EbnfNode.Repeat repeat => repeat with { Item = Rule(repeat.Item) },
                EbnfNode.List list => list with { Item = Rule(list.Item), Separator = Rule(list.Separator) },
                EbnfNode.Optional optional => new EbnfNode.Optional(Rule(optional.Item)),
                _ => node,
            };
        }

        rules.Add([(new EbnfNode.Sequence([node]), random.Next(3) == 0)]);
        return new EbnfNode.Name(rules.Count - 1);
    }

    private string Write()
    {
        var text = new StringBuilder($"[Grammar(\"N0\", Recognizer = true)] public static partial class {Name}\n{{\n");
        foreach (var letter in valued.Where(letter => rules.Any(rule => rule.Any(item => Uses(item.Body, letter)))).Order())
        {
            text.AppendLine($"    [Token(\"{letter}\")] static string {char.ToUpperInvariant(letter)}(ReadOnlySpan<char> text) => text.ToString();");
        }

        for (var rule = 0; rule < rules.Count; rule++)
        {
            for (var i = 0; i < rules[rule].Count; i++)
            {
                var (body, takesTokens) = rules[rule][i];
                var types = Parts(body).Select(part => Shape.Of(part).Parameter(takesTokens)).Where(type => type is not null).ToArray();
                var values = types.Select((_, p) => $" + Shown.Of(p{p}){(p < types.Length - 1 ? " + \" \"" : "")}");
                text.AppendLine($"    [Rule(\"{body.Text}\", Name = \"N{rule}\")] static string N{rule}_{i}({string.Join(", ", types.Select((type, p) => type + " p" + p))}) => \"N{rule}(\"{string.Concat(values)} + \")\";");
            }
        }

        return text.Append("}\n").ToString();
    }

    private static bool Uses(EbnfNode node, char letter) => node is EbnfNode.Letter used ? used.Character == letter : Children(node).Any(child => Uses(child, letter));

    private static IEnumerable<EbnfNode> Children(EbnfNode node) => node switch
    {
        EbnfNode.Sequence sequence => sequence.Items,
        EbnfNode.Choice choice => choice.Items,
        EbnfNode.Optional optional => [optional.Item],
        EbnfNode.Repeat repeat => [repeat.Item],
        EbnfNode.List list => [list.Item, list.Separator],
        _ => [],
    };

    /// <summary>The parts that parameters receive: a production that is one group is its parts.</summary>
    private static IReadOnlyList<EbnfNode> Parts(EbnfNode body) => body is EbnfNode.Sequence { Items: [EbnfNode.Sequence inner] } ? Parts(inner) : ((EbnfNode.Sequence)body).Items;

    private string DeriveRule(int rule, Random source, StringBuilder text, ref int budget)
    {
        var isSmall = --budget < 0;
        var choices = isSmall ? [.. rules[rule].Where(item => Height(item.Body) == rules[rule].Min(other => Height(other.Body)))] : rules[rule].Where(item => Height(item.Body) < Unknown).ToList();
        var (body, takesTokens) = choices.Count == 0 ? rules[rule][0] : choices[source.Next(choices.Count)];
        var values = new List<string>();
        foreach (var part in Parts(body))
        {
            var value = Derive(part, source, text, ref budget);
            if (Shape.Of(part).Parameter(takesTokens) is not null)
            {
                values.Add(value);
            }
        }

        return $"N{rule}({string.Join(" ", values)})";
    }

    private string Derive(EbnfNode node, Random source, StringBuilder text, ref int budget)
    {
        switch (node)
        {
            case EbnfNode.Letter letter:
                text.Append(letter.Character);
                return letter.Character.ToString();
            case EbnfNode.Name name:
                return DeriveRule(name.Rule, source, text, ref budget);
            case EbnfNode.Sequence sequence:
                var values = new List<string>();
                foreach (var item in sequence.Items)
                {
                    var value = Derive(item, source, text, ref budget);
                    if (Shape.Of(item).IsMandatory || sequence.Items.Count == 1)
                    {
                        values.Add(value);
                    }
                }

                return values.Count == 1 ? values[0] : "{" + string.Join(" ", values) + "}";
            case EbnfNode.Choice choice:
                var least = choice.Items.Min(Height);
                var isSpent = budget < 0;
                var items = choice.Items.Where(item => isSpent ? Height(item) == least : Height(item) < Unknown).DefaultIfEmpty(choice.Items[0]).ToArray();
                return Derive(items[source.Next(items.Length)], source, text, ref budget);
            case EbnfNode.Optional optional:
                if (budget > 0 && source.Next(2) == 0)
                {
                    var inner = Derive(optional.Item, source, text, ref budget);
                    return Shape.Of(optional.Item).IsMandatory ? inner : "!";
                }

                return Shape.Of(optional.Item).IsList ? "[]" : "-";
            case EbnfNode.Repeat repeat:
                return List(repeat.Item, null, repeat.AtLeastOne ? 1 : 0, source, text, ref budget);
            case EbnfNode.List list:
                return List(list.Item, list.Separator, 1, source, text, ref budget);
            default:
                throw new ArgumentOutOfRangeException(nameof(node));
        }
    }

    private string List(EbnfNode item, EbnfNode? separator, int least, Random source, StringBuilder text, ref int budget)
    {
        var items = new List<string>();
        while (items.Count < least || (budget > 0 && source.Next(3) > 0 && Height(item) < Unknown))
        {
            if (separator is not null && items.Count > 0)
            {
                Derive(separator, source, text, ref budget);
            }

            budget--;
            items.Add(Derive(item, source, text, ref budget));
        }

        return "[" + string.Join(" ", items) + "]";
    }

    private const int Unknown = 1000;

    private int[] Heights()
    {
        var known = Enumerable.Repeat(Unknown, rules.Count).ToArray();
        for (var round = 0; round < rules.Count; round++)
        {
            for (var rule = 0; rule < rules.Count; rule++)
            {
                known[rule] = Math.Min(known[rule], 1 + rules[rule].Min(item => Height(item.Body, known)));
            }
        }

        return known;
    }

    private int Height(EbnfNode node) => Height(node, heights);

    private static int Height(EbnfNode node, int[] known) => node switch
    {
        EbnfNode.Letter => 0,
        EbnfNode.Name name => known[name.Rule],
        EbnfNode.Sequence sequence => sequence.Items.Select(item => Height(item, known)).DefaultIfEmpty(0).Max(),
        EbnfNode.Choice choice => choice.Items.Min(item => Height(item, known)),
        EbnfNode.Repeat { AtLeastOne: true } repeat => Height(repeat.Item, known),
        EbnfNode.List list => Height(list.Item, known),
        _ => 0,
    };

    /// <summary>What a part hands to a method, as docs/grammars.md says.</summary>
    private sealed record Shape(string Kind, string? Type, bool IsMandatory)
    {
        public bool IsProblem { get; init; }

        public bool IsValue => Kind == "value";

        public bool IsList => Kind == "list";

        public bool IsListOrOptional => Kind is "list" or "optional";

        /// <summary>The type of the parameter that receives it; null if none needs to.</summary>
        public string? Parameter(bool takesTokens) => IsMandatory ? Type : Kind switch
        {
            "token" => takesTokens ? "Token" : null,
            "optional" when Type is not null => Type,
            "list" when Type is not null && takesTokens => Type,
            _ => null,
        };

        public static Shape Of(EbnfNode node)
        {
            switch (node)
            {
                case EbnfNode.Letter letter:
                    return letter.IsValued ? new Shape("value", "string", true) : new Shape("token", "Token", false);
                case EbnfNode.Name:
                    return new Shape("value", "string", true);
                case EbnfNode.Sequence sequence:
                    var shapes = sequence.Items.Select(Of).ToArray();
                    var mandatory = shapes.Where(shape => shape.IsMandatory).ToArray();
                    var isProblem = shapes.Any(shape => shape.IsProblem) || (mandatory.Length > 1 && mandatory.Any(shape => !shape.IsValue));
                    return mandatory.Length switch
                    {
                        0 => shapes.Length == 1 ? shapes[0] : new Shape("none", null, false) { IsProblem = isProblem },
                        1 => mandatory[0] with { IsProblem = isProblem },
                        _ => new Shape("tuple", "(" + string.Join(", ", mandatory.Select(shape => shape.Type)) + ")", true) { IsProblem = isProblem },
                    };
                case EbnfNode.Choice choice:
                    var all = choice.Items.Select(Of).ToArray();
                    var isMixed = all.Distinct().Count() > 1;
                    return (isMixed ? new Shape("none", null, false) : all[0]) with { IsProblem = all.Any(shape => shape.IsProblem) || (isMixed && all.Any(shape => shape.IsMandatory)) };
                case EbnfNode.Optional optional:
                    var inner = Of(optional.Item);
                    return inner.IsListOrOptional ? inner : new Shape("optional", inner.IsMandatory ? inner.Type + "?" : "bool", inner.IsMandatory) { IsProblem = inner.IsProblem };
                case EbnfNode.Repeat repeat:
                    return OfList(Of(repeat.Item));
                case EbnfNode.List list:
                    return OfList(Of(list.Item)) is var shape && Of(list.Separator).IsProblem ? shape with { IsProblem = true } : shape;
                default:
                    throw new ArgumentOutOfRangeException(nameof(node));
            }
        }

        private static Shape OfList(Shape item) => item.Kind == "none"
            ? item
            : new Shape("list", item.IsListOrOptional ? null : "IReadOnlyList<" + item.Type + ">", item.IsMandatory) { IsProblem = item.IsProblem || (item.IsMandatory && item.IsListOrOptional) };
    }
}
