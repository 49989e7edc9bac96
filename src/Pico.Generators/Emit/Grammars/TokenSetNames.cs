using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes tests whether a token is one of several: in place while they are few, otherwise by a method with a name that all tests for the same set share.</summary>
internal sealed class TokenSetNames
{
    private const int MostInPlace = 4;

    private readonly GrammarPlan plan;
    private readonly Dictionary<string, (string Name, int[] Kinds)> methods = new();
    private readonly NameScope names = new();

    public TokenSetNames(GrammarPlan plan) => this.plan = plan;

    public string Kind(int kind) => "TokenKind." + NameScope.Identifier(plan.Grammar.Terminals[kind].Name);

    /// <summary>A pattern for the kinds.</summary>
    public string Pattern(IEnumerable<int> kinds) => string.Join(" or ", kinds.Distinct().OrderBy(kind => kind).Select(Kind));

    /// <summary>A condition on an expression of type <c>TokenKind</c>.</summary>
    public string Test(string expression, IEnumerable<int> kinds)
    {
        var set = kinds.Distinct().OrderBy(kind => kind).ToArray();
        return set.Length switch
        {
            0 => "false",
            1 => expression + " == " + Kind(set[0]),
            <= MostInPlace => expression + " is " + Pattern(set),
            _ => Name(set) + "(" + expression + ")",
        };
    }

    /// <summary>The kinds in words.</summary>
    public string Describe(IEnumerable<int> kinds)
    {
        var items = kinds.Distinct().Select(kind => plan.Grammar.Terminals[kind].Description).ToArray();
        return items.Length < 2 ? string.Concat(items) : string.Join(", ", items.Take(items.Length - 1)) + " or " + items[items.Length - 1];
    }

    /// <summary>Writes the methods that tests have asked for.</summary>
    public void Write(SourceWriter writer)
    {
        const int inLine = 6;
        foreach (var (name, kinds) in methods.Values)
        {
            writer.Blank().Line("private static bool " + name + "(TokenKind kind) => kind is");
            for (var i = 0; i < kinds.Length; i += inLine)
            {
                var line = string.Join(" or ", kinds.Skip(i).Take(inLine).Select(Kind));
                writer.Line((i == 0 ? "    " : "    or ") + line + (i + inLine >= kinds.Length ? ";" : ""));
            }
        }
    }

    private string Name(int[] set)
    {
        var key = string.Join(",", set);
        if (!methods.TryGetValue(key, out var method))
        {
            var owner = Enumerable.Range(0, plan.Grammar.Nonterminals.Count).Where(i => plan.Sets.FirstOf(i).SequenceEqual(set)).Cast<int?>().FirstOrDefault();
            method = (names.Unique(owner is { } index ? "Begins" + plan.Grammar.Nonterminals[index].Name : "IsOneOf" + set.Length), set);
            methods.Add(key, method);
        }

        return method.Name;
    }
}
