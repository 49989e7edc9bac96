using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pico.Generators.Emit;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>What the names and literals in productions mean; it also collects what is wrong.</summary>
internal sealed class GrammarNames
{
    private readonly Dictionary<string, int> kinds = new();
    private readonly Dictionary<string, int> literals = new();
    private readonly Dictionary<string, int> spelled = new();
    private readonly Dictionary<string, int> nonterminals = new();
    private readonly HashSet<string> reported = new();
    private readonly List<Terminal> terminals = new();
    private readonly List<GrammarFault> faults = new();
    private readonly TerminalNames terminalNames = new();
    private int repetitions;

    public GrammarNames() => terminals.Add(new Terminal(terminalNames.Unique("End"), "end of text", null, null, default));

    public IReadOnlyList<Terminal> Terminals => terminals;

    public IReadOnlyList<GrammarFault> Faults => faults;

    /// <summary>The literals with their kinds, in the order of their first use.</summary>
    public IEnumerable<KeyValuePair<string, int>> Literals => literals.OrderBy(pair => pair.Value);

    public int NextRepetition() => repetitions++;

    public void Report(GrammarFaultKind kind, GrammarRange range, params string[] arguments) => faults.Add(GrammarFault.Of(kind, range, arguments));

    /// <summary>Declares a token; the same method again is the same token in another mode.</summary>
    /// <param name="token">The token.</param>
    /// <param name="spelling">The only text it matches, if there is only one: productions may then name it by that text, as a literal.</param>
    public int DeclareToken(TokenSpec token, string? spelling = null)
    {
        var name = token.Action.Method;
        if (kinds.TryGetValue(name, out var known))
        {
            return known;
        }

        kinds.Add(name, terminals.Count);
        var isFirst = spelling is not null && !spelled.ContainsKey(spelling);
        if (isFirst)
        {
            spelled.Add(spelling!, terminals.Count);
        }

        terminals.Add(new Terminal(
            terminalNames.Unique(name), isFirst ? Quote(spelling!) : name, token.Action, token.Overload, new GrammarRange(token.Site, 0, token.Pattern.Length)));
        return terminals.Count - 1;
    }

    public int DeclareNonterminal(string name, GrammarRange range)
    {
        if (nonterminals.TryGetValue(name, out var known))
        {
            return known;
        }

        if (kinds.ContainsKey(name))
        {
            Report(GrammarFaultKind.Name, range, "'" + name + "' is a token and a rule; give the rule another Name");
        }

        nonterminals.Add(name, nonterminals.Count);
        return nonterminals.Count - 1;
    }

    public int? FindNonterminal(string name) => nonterminals.TryGetValue(name, out var index) ? index : null;

    public bool IsToken(string name) => kinds.ContainsKey(name);

    public GrammarNode? Resolve(string name, GrammarRange range)
    {
        if (kinds.TryGetValue(name, out var kind))
        {
            return new TerminalNode(range, kind);
        }

        if (nonterminals.TryGetValue(name, out var index))
        {
            return new NonterminalNode(range, index);
        }

        if (reported.Add(name + "@" + range.Site))
        {
            Report(GrammarFaultKind.Undefined, range, name, Closest(name) is { } closest ? "; did you mean '" + closest + "'?" : "");
        }

        return null;
    }

    public GrammarNode ResolveLiteral(string text, GrammarRange range)
    {
        if (spelled.TryGetValue(text, out var token))
        {
            return new TerminalNode(range, token);
        }

        if (!literals.TryGetValue(text, out var kind))
        {
            kind = terminals.Count;
            literals.Add(text, kind);
            terminals.Add(new Terminal(terminalNames.OfLiteral(text), Quote(text), null, null, range));
        }

        return new TerminalNode(range, kind);
    }

    /// <summary>A literal as productions write it.</summary>
    public static string Quote(string text) => "'" + string.Concat(text.Select(character => character switch
    {
        '\\' or '\'' => "\\" + character,
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when CharText.IsHidden(character) => "\\u" + ((int)character).ToString("X4", CultureInfo.InvariantCulture),
        _ => character.ToString(),
    })) + "'";

    private string? Closest(string name)
    {
        var best = kinds.Keys.Concat(nonterminals.Keys).OrderBy(candidate => Distance(candidate, name)).ThenBy(candidate => candidate, System.StringComparer.Ordinal).FirstOrDefault();
        return best is not null && Distance(best, name) <= 1 + (name.Length / 4) ? best : null;
    }

    /// <summary>Levenshtein's, in one row.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], System.Math.Min(System.Math.Min(row[j], row[j - 1]) + 1, diagonal + cost));
            }
        }

        return row[b.Length];
    }
}
