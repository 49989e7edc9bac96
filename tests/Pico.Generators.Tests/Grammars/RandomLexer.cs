using System.Text;
using System.Text.RegularExpressions;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Random rules, as patterns that .NET understands too, and texts that are likely to match them.</summary>
internal sealed class RandomLexer
{
    /// <summary>ASCII, Latin, Greek, a digit of another script, a symbol; and whatever is not matched.</summary>
    private const string Alphabet = "aaabbbccc01 .é日λ٣→\n";

    private static readonly string[] Sets =
        ["a", "b", "c", "[ab]", "[^a]", "[a-c]", "[0-9]", @"\d", @"\w", @"\s", ".", @"\p{L}", @"\P{L}", "é", "λ", @"[^\n]", "[^ab]", @"[\w-[\d]]".Replace("-[\\d]", "", StringComparison.Ordinal), "→", "[é-λ]"];

    private readonly Random random;

    public RandomLexer(int seed)
    {
        random = new Random(seed);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            if (random.Next(3) == 0)
            {
                var literal = new string(random.GetItems<char>("aabbc1é", random.Next(1, 4)));
                Patterns.Add((Regex.Escape(literal), literal));
            }
            else
            {
                Patterns.Add((Pattern(3), null));
            }
        }
    }

    public List<(string Pattern, string? Literal)> Patterns { get; } = [];

    /// <summary>The rules without those of which nothing would be left.</summary>
    public LexerRules Rules()
    {
        var rules = new LexerRules();
        for (var i = 0; i < Patterns.Count; i++)
        {
            rules = Patterns[i].Literal is { } literal ? rules.Literal("R" + i, literal) : rules.Token("R" + i, Patterns[i].Pattern);
        }

        return rules;
    }

    public string Text() => new(random.GetItems<char>(Alphabet, random.Next(60)));

    /// <summary>The longest match of each rule by .NET, which looks for the first: so every length is tried.</summary>
    public (int Rule, int Length) Match(string text, int start)
    {
        for (var length = text.Length - start; length > 0; length--)
        {
            var rule = Order.FirstOrDefault(rule => Regexes[rule].IsMatch(text.Substring(start, length)), -1);
            if (rule >= 0)
            {
                return (rule, length);
            }
        }

        return (-1, 0);
    }

    private IEnumerable<int> Order => Enumerable.Range(0, Patterns.Count).OrderBy(rule => Patterns[rule].Literal is null);

    private Regex[] Regexes => field ??= [.. Patterns.Select(pattern => new Regex($"\\A(?:{pattern.Pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking))];

    private string Pattern(int depth)
    {
        if (depth == 0 || random.Next(4) == 0)
        {
            return Sets[random.Next(Sets.Length)];
        }

        var text = new StringBuilder();
        switch (random.Next(3))
        {
            case 0:
                return $"({Pattern(depth - 1)}|{Pattern(depth - 1)})";
            case 1:
                string[] quantifiers = ["*", "+", "?", "{2}", "{1,}", "{0,2}", "{2,3}"];
                return $"({Pattern(depth - 1)}){quantifiers[random.Next(quantifiers.Length)]}";
            default:
                for (var i = random.Next(2, 4); i > 0; i--) text.Append(Pattern(depth - 1));
                return text.ToString();
        }
    }
}
