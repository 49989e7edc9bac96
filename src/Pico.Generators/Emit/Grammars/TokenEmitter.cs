using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the kinds of a grammar's tokens, and the token.</summary>
internal static class TokenEmitter
{
    public static void Emit(SourceWriter writer, EquatableArray<LexerRule> lexerRules)
    {
        var kinds = Kinds(lexerRules);
        writer.Line("/// <summary>What a token is.</summary>");
        using (writer.Braces("public enum TokenKind : " + (kinds.Count == 0 || kinds.Keys.Max() <= byte.MaxValue ? "byte" : "ushort")))
        {
            writer.Line("/// <summary>The end of the text.</summary>").Line("End,");
            var expected = 1;
            foreach (var kind in kinds)
            {
                writer.Blank().Line("/// <summary>" + string.Join(", ", kind.Value.Select(Text).Distinct()) + "</summary>");
                writer.Line(NameScope.Identifier(kind.Value[0].Name) + (kind.Key == expected ? "" : " = " + kind.Key) + ",");
                expected = kind.Key + 1;
            }
        }

        writer.Blank().Line("/// <summary>A token: what it is and where it stands, in units of the text.</summary>");
        writer.Line("/// <param name=\"kind\">What it is.</param>");
        writer.Line("/// <param name=\"start\">The index of its first unit.</param>");
        writer.Line("/// <param name=\"length\">How many units it has.</param>");
        using (writer.Braces("public readonly struct Token(TokenKind kind, int start, int length)"))
        {
            writer.Line("/// <summary>What it is.</summary>").Line("public TokenKind Kind { get; } = kind;").Blank();
            writer.Line("/// <summary>The index of its first unit.</summary>").Line("public int Start { get; } = start;").Blank();
            writer.Line("/// <summary>How many units it has.</summary>").Line("public int Length { get; } = length;").Blank();
            writer.Line("/// <summary>The index after its last unit.</summary>").Line("public int End => Start + Length;").Blank();
            writer.Line("/// <summary>Where it stands.</summary>").Line("public SourceSpan Span => new(Start, Length);");
        }
    }

    /// <summary>The rules that the parser sees, by kind: several may share one.</summary>
    private static SortedDictionary<int, List<LexerRule>> Kinds(EquatableArray<LexerRule> lexerRules)
    {
        var kinds = new SortedDictionary<int, List<LexerRule>>();
        foreach (var rule in lexerRules.Where(rule => !rule.IsSilent))
        {
            if (!kinds.TryGetValue(rule.Kind, out var rules))
            {
                kinds.Add(rule.Kind, rules = new List<LexerRule>());
            }

            rules.Add(rule);
        }

        return kinds;
    }

    private static string Text(LexerRule rule) =>
        rule.Literal is { } literal ? "<c>" + CharText.Xml(literal) + "</c>"
        : rule.PatternText is { } pattern ? "What matches <c>" + CharText.Xml(pattern) + "</c>."
        : "What matches the pattern of " + CharText.Xml(rule.Name) + ".";
}
