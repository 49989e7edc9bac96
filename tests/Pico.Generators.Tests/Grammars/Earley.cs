namespace Pico.Generators.Tests.Grammars;

/// <summary>
/// Recognises texts of any context-free grammar, letter by letter, slowly and independently of the generator. After Earley, "An Efficient
/// Context-Free Parsing Algorithm" (1970); empty rules as in Aycock and Horspool, "Practical Earley Parsing" (2002).
/// </summary>
internal sealed class Earley
{
    /// <summary>Alternatives of each nonterminal; a symbol is a letter, or the complement of a nonterminal's index.</summary>
    private readonly List<List<int[]>> rules = [];

    private readonly bool[] isNullable;

    /// <param name="grammar">The alternatives of each rule; the text is the first.</param>
    public Earley(IReadOnlyList<IReadOnlyList<EbnfNode>> grammar)
    {
        foreach (var _ in grammar)
        {
            rules.Add([]);
        }

        for (var i = 0; i < grammar.Count; i++)
        {
            rules[i].AddRange(grammar[i].Select(Symbols));
        }

        isNullable = new bool[rules.Count];
        for (var isChanged = true; isChanged;)
        {
            isChanged = false;
            for (var i = 0; i < rules.Count; i++)
            {
                if (!isNullable[i] && rules[i].Any(symbols => symbols.All(symbol => symbol < 0 && isNullable[~symbol])))
                {
                    isNullable[i] = isChanged = true;
                }
            }
        }
    }

    public bool Accepts(string text)
    {
        var sets = Enumerable.Range(0, text.Length + 1).Select(_ => (Items: new List<Item>(), Seen: new HashSet<Item>())).ToArray();
        void Add(int at, Item item)
        {
            if (sets[at].Seen.Add(item))
            {
                sets[at].Items.Add(item);
            }
        }

        void Predict(int at, int rule)
        {
            for (var i = 0; i < rules[rule].Count; i++)
            {
                Add(at, new Item(rule, i, 0, at));
            }
        }

        Predict(0, 0);
        for (var at = 0; at <= text.Length; at++)
        {
            for (var i = 0; i < sets[at].Items.Count; i++)
            {
                var item = sets[at].Items[i];
                var symbols = rules[item.Rule][item.Alternative];
                if (item.Dot == symbols.Length)
                {
                    foreach (var waiting in sets[item.Origin].Items.ToArray())
                    {
                        var wanted = rules[waiting.Rule][waiting.Alternative];
                        if (waiting.Dot < wanted.Length && wanted[waiting.Dot] == ~item.Rule)
                        {
                            Add(at, waiting with { Dot = waiting.Dot + 1 });
                        }
                    }
                }
                else if (symbols[item.Dot] is < 0 and var symbol)
                {
                    Predict(at, ~symbol);
                    if (isNullable[~symbol])
                    {
                        Add(at, item with { Dot = item.Dot + 1 });
                    }
                }
                else if (at < text.Length && text[at] == symbols[item.Dot])
                {
                    Add(at + 1, item with { Dot = item.Dot + 1 });
                }
            }
        }

        return sets[text.Length].Items.Any(item => item is { Rule: 0, Origin: 0 } && item.Dot == rules[0][item.Alternative].Length);
    }

    /// <summary>Whether one letter decides everything, by FIRST and FOLLOW (Aho and Ullman): then any predictive parser must manage.</summary>
    public bool IsLL1()
    {
        var first = rules.Select(_ => new HashSet<int>()).ToArray();
        var follow = rules.Select(_ => new HashSet<int>()).ToArray();
        follow[0].Add('$');
        HashSet<int> First(IEnumerable<int> symbols, HashSet<int> behind)
        {
            var result = new HashSet<int>();
            foreach (var symbol in symbols)
            {
                result.UnionWith(symbol < 0 ? first[~symbol] : [symbol]);
                if (symbol >= 0 || !isNullable[~symbol])
                {
                    return result;
                }
            }

            result.UnionWith(behind);
            return result;
        }

        int Size() => first.Sum(set => set.Count) + follow.Sum(set => set.Count);
        for (var before = -1; before != Size();)
        {
            before = Size();
            for (var rule = 0; rule < rules.Count; rule++)
            {
                foreach (var symbols in rules[rule])
                {
                    first[rule].UnionWith(First(symbols, []));
                    for (var i = 0; i < symbols.Length; i++)
                    {
                        if (symbols[i] < 0)
                        {
                            follow[~symbols[i]].UnionWith(First(symbols.Skip(i + 1), follow[rule]));
                        }
                    }
                }
            }
        }

        return Enumerable.Range(0, rules.Count).All(rule =>
            rules[rule].SelectMany(symbols => First(symbols, follow[rule])).GroupBy(letter => letter).All(group => group.Count() == 1));
    }

    private int[] Symbols(EbnfNode node) => node switch
    {
        EbnfNode.Letter letter => [letter.Character],
        EbnfNode.Name name => [~name.Rule],
        EbnfNode.Sequence sequence => [.. sequence.Items.SelectMany(Symbols)],
        EbnfNode.Choice choice => [Nonterminal(_ => choice.Items.Select(Symbols))],
        EbnfNode.Optional optional => [Nonterminal(_ => [Symbols(optional.Item), []])],
        EbnfNode.Repeat { AtLeastOne: true } repeat => [.. Symbols(repeat.Item), .. Symbols(new EbnfNode.Repeat(repeat.Item, false))],
        EbnfNode.Repeat repeat => [Nonterminal(self => [[.. Symbols(repeat.Item), self], []])],
        EbnfNode.List list => [.. Symbols(list.Item), Nonterminal(self => [[.. Symbols(list.Separator), .. Symbols(list.Item), self], []])],
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private int Nonterminal(Func<int, IEnumerable<int[]>> alternatives)
    {
        var index = rules.Count;
        rules.Add([]);
        rules[index].AddRange(alternatives(~index).ToArray());
        return ~index;
    }

    private readonly record struct Item(int Rule, int Alternative, int Dot, int Origin);
}
