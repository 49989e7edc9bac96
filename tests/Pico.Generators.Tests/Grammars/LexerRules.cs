using Pico.Generators.Grammars;
using Pico.Generators.Ir;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Builds the rules of a lexer; kinds are numbered in order.</summary>
internal sealed class LexerRules
{
    private readonly List<LexerRule> rules = [];

    public EquatableArray<LexerRule> All => rules.ToEquatableArray();

    public static RegexNode Regex(string pattern)
    {
        var (node, error) = RegexParser.Parse(pattern);
        Assert.True(error is null, $"{pattern}: {error}");
        return node!;
    }

    public LexerRules Token(string name, string pattern, string mode = "", string? push = null, bool pop = false) =>
        Add(new LexerRule(rules.Count + 1, name, Regex(pattern), null) { PatternText = pattern, Mode = mode, Push = push, Pop = pop });

    public LexerRules Literal(string name, string text, string mode = "", string? push = null, bool pop = false) =>
        Add(new LexerRule(rules.Count + 1, name, null, text) { Mode = mode, Push = push, Pop = pop });

    public LexerRules Skip(string name, string pattern, string mode = "", string? push = null, bool pop = false) =>
        Add(new LexerRule(rules.Count + 1, name, Regex(pattern), null) { PatternText = pattern, Mode = mode, Push = push, Pop = pop, IsSkip = true });

    public LexerRules Error(string name, string pattern, string message, string mode = "", bool pop = false) =>
        Add(new LexerRule(rules.Count + 1, name, Regex(pattern), null) { Mode = mode, Pop = pop, Error = message });

    public LexerProgram Build()
    {
        var (program, findings) = Passes.BuildLexer.Run(All);
        Assert.Empty(findings);
        return program!;
    }

    private LexerRules Add(LexerRule rule)
    {
        rules.Add(rule);
        return this;
    }
}
