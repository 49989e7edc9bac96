using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Which rules can never match, which are keywords, and that nothing grows without bound.</summary>
public class BuildLexerTests
{
    [Fact]
    public void Literals_that_a_pattern_matches_are_keywords()
    {
        var program = Lexers.Calculator().Build();
        var keywords = program.Modes.Single().Keywords;
        Assert.Equal(["Let Name", "In Name", "If Name"], keywords.Select(keyword => program.Rules[keyword.Rule].Name + " " + program.Rules[keyword.Among].Name));
        Assert.DoesNotContain(program.Modes[0].Dfa.States, state => keywords.Any(keyword => keyword.Rule == state.Accepts));
        Assert.Empty(Lexers.Json().Build().Modes[0].Keywords);
    }

    [Fact]
    public void A_later_pattern_is_shadowed_by_an_earlier_one() =>
        AssertFinding(new LexerRules().Token("Name", "[a-z]+").Token("Pair", "[a-c]{2}"), new LexerFinding.ShadowedRule(1, 0));

    [Fact]
    public void The_same_pattern_first_wins_in_another_order() =>
        Assert.Empty(BuildLexer.Run(new LexerRules().Token("Pair", "[a-c]{2}").Token("Name", "[a-z]+").All).Findings);

    [Fact]
    public void Literals_shadow_a_pattern_that_matches_nothing_else()
    {
        AssertFinding(new LexerRules().Token("Word", "if|of").Literal("If", "if").Literal("Of", "of"), new LexerFinding.ShadowedRule(0, 1));
        Assert.Empty(BuildLexer.Run(new LexerRules().Token("Word", "if|of|or").Literal("If", "if").Literal("Of", "of").All).Findings);
    }

    [Fact]
    public void The_second_of_two_literals_is_shadowed()
    {
        AssertFinding(new LexerRules().Literal("A", "=").Literal("B", "="), new LexerFinding.ShadowedRule(1, 0));
        AssertFinding(new LexerRules().Token("Name", "[a-z]+").Literal("A", "if").Literal("B", "if"), new LexerFinding.ShadowedRule(2, 1));
    }

    [Fact]
    public void Modes_do_not_shadow_each_other() =>
        Assert.Empty(BuildLexer.Run(new LexerRules().Token("Name", "[a-z]+", push: "other").Token("Other", "[a-z]+", mode: "other").All).Findings);

    [Fact]
    public void The_empty_text_is_no_token()
    {
        AssertFinding(new LexerRules().Token("A", "a*"), new LexerFinding.NullableRule(0));
        AssertFinding(new LexerRules().Literal("A", ""), new LexerFinding.NullableRule(0));
        Assert.False(BuildLexer.Run(new LexerRules().Token("A", "a*").All).Program!.Modes[0].Dfa.States[0].IsAccepting);
    }

    [Theory]
    [InlineData("(a{1000}){1000}")]
    [InlineData("(((){1000}){1000}){1000}")]
    [InlineData("[ab]*a[ab]{12}")]
    [InlineData("(.?){1000}.{1000}a{1000}.*b.{20}")]
    public void What_is_too_complex_is_said(string pattern)
    {
        var (program, findings) = BuildLexer.Run(new LexerRules().Token("A", pattern).All);
        Assert.Null(program);
        Assert.Equal(new LexerFinding.TooComplex(""), findings[^1]);
    }

    /// <summary>Known minimal automata: the start, which is a state of its own, and what is needed behind it.</summary>
    [Theory]
    [InlineData("abc|abd|aed", 5)]
    [InlineData("(a|b)*abb", 5)]
    [InlineData("[ab]*a[ab]{3}", 17)]
    [InlineData("(aa|aaaa)+", 3)]
    public void Automata_are_minimal(string pattern, int states) =>
        Assert.Equal(states, BuildLexer.Run(new LexerRules().Token("A", pattern).All).Program!.Modes[0].Dfa.States.Count);

    /// <summary>The incremental driver compares programs.</summary>
    [Fact]
    public void Equal_rules_yield_equal_programs()
    {
        Assert.Equal(Lexers.Modes().Build(), Lexers.Modes().Build());
        Assert.NotEqual(Lexers.Calculator().Build(), Lexers.Json().Build());
    }

    private static void AssertFinding(LexerRules rules, LexerFinding expected) => Assert.Equal([expected], BuildLexer.Run(rules.All).Findings);
}
