using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>Finds tokens that are written in one way only, such as <c>=</c>: a literal in a production then means the token, with its modes.</summary>
internal static class TokenSpelling
{
    /// <summary>By the name of its method the only text that a token matches, whatever the mode.</summary>
    public static IReadOnlyDictionary<string, string> Find(EquatableArray<TokenSpec> tokens)
    {
        var found = new Dictionary<string, string>();
        foreach (var token in tokens.GroupBy(token => token.Action.Method))
        {
            var spellings = token.Select(declaration => Of(declaration.Pattern)).Distinct().ToArray();
            if (spellings.Length == 1 && spellings[0] is { } only)
            {
                found.Add(token.Key, only);
            }
        }

        return found;
    }

    private static string? Of(string pattern)
    {
        var parts = RegexParser.Parse(pattern).Node switch
        {
            RegexNode.Set set => new[] { Single(set) },
            RegexNode.Sequence sequence => sequence.Items.Select(item => item is RegexNode.Set set ? Single(set) : null).ToArray(),
            _ => new string?[] { null },
        };
        return parts.Any(part => part is null) ? null : string.Concat(parts);
    }

    private static string? Single(RegexNode.Set set) =>
        set.Chars.Intervals.Count == 1 && set.Chars.Intervals[0] is { Categories: CharSet.AllCategories } only && only.First == only.Last && only.First is not (>= 0xD800 and <= 0xDFFF)
            ? char.ConvertFromUtf32(only.First)
            : null;
}
