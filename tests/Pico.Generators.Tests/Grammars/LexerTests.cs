using System.Text;
using Pico.Parsing;

namespace Pico.Generators.Tests.Grammars;

/// <summary>What generated lexers say, on texts where the answer is known.</summary>
public class LexerTests
{
    private static readonly CompiledLexers Compiled = new(Lexers.Calculator().Build(), Lexers.Json().Build(), Lexers.Modes().Build());

    [Fact]
    public void Keywords_are_whole_words()
    {
        Assert.Equal(["Let", "Name", "If", "Name", "Name", "Name"], Kinds(0, "let lets if i été_1 ifé"));
        Assert.Equal(["Name", "Name"], Kinds(0, "le letlet"));
    }

    [Fact]
    public void The_longest_match_wins_and_a_shorter_one_is_come_back_to()
    {
        Assert.Equal(["Power", "Times", "LessEqual", "Less"], Kinds(0, "***<=<"));
        var scan = Compiled.Chars(0, "1.5e+3 2e+ 3.x");
        Assert.Equal([(1, 0, 6), (1, 7, 1), (2, 8, 1), (6, 9, 1), (1, 11, 1), (2, 13, 1)], scan.Tokens);
        Assert.Equal([(new SourceSpan(12, 1), "unexpected character '.'")], scan.Errors);
    }

    [Fact]
    public void What_begins_no_token_is_reported_once_for_a_run()
    {
        var scan = Compiled.Chars(0, "1 ?!# 2 \u0007\ud83d 😀");
        Assert.Equal([(1, 0, 1), (1, 6, 1)], scan.Tokens);
        Assert.Equal(
            [(new SourceSpan(2, 1), "unexpected character '?'"), (new SourceSpan(8, 1), "unexpected character U+0007"), (new SourceSpan(11, 2), "unexpected character '😀'")],
            scan.Errors);
        Assert.Equal("unexpected character U+D83D", Compiled.Chars(0, "\ud83d").Errors.Single().Message);
    }

    [Fact]
    public void A_token_that_does_not_go_on_is_reported_where_it_breaks()
    {
        Assert.Equal([(new SourceSpan(4, 1), "unexpected character ']' after 'nul'")], Compiled.Chars(1, "[nul]").Errors);
        Assert.Equal([(new SourceSpan(3, 0), "unexpected end of text after '\"ab'")], Compiled.Chars(1, "\"ab").Errors);
        Assert.Equal([(new SourceSpan(3, 1), "unexpected character 'q' after '\"a\\'")], Compiled.Bytes(1, "\"a\\q").Errors.Take(1));
    }

    [Fact]
    public void Comments_nest_and_strings_hold_expressions()
    {
        Assert.Equal(["Name", "Name"], Kinds(2, "a /* x /* y */ z **/ b"));
        Assert.Equal(["Quote", "Text", "Hole", "Name", "Open", "Quote", "Text", "Unquote", "Close", "Close", "Text", "Unquote", "Name"], Kinds(2, "\"x y{a{\"z\"}}w\"b"));
        Assert.Equal([(new SourceSpan(2, 2), "no such escape")], Compiled.Chars(2, "\"a\\q\"").Errors);
    }

    [Fact]
    public void A_comment_that_is_not_closed_is_reported_where_it_begins() =>
        Assert.Equal([(new SourceSpan(2, 1), "the text ends inside 'comment', which begins here")], Compiled.Chars(2, "a /* b /* c */").Errors);

    [Fact]
    public void Nesting_is_bounded_by_memory_alone()
    {
        const int depth = 200_000;
        var text = string.Concat(Enumerable.Repeat("/*", depth)) + string.Concat(Enumerable.Repeat("*/", depth)) + "a";
        Assert.Equal([(1, 4 * depth, 1)], Compiled.Chars(2, text).Tokens);
        Assert.Equal(depth, Compiled.Chars(2, new string('{', depth)).Tokens.Count);
    }

    [Fact]
    public void A_lone_surrogate_is_a_character_like_others()
    {
        Assert.Equal([(7, 0, 4)], Compiled.Chars(1, "\"\ud83da\"").Tokens);
        Assert.Empty(Compiled.Chars(1, "\"\ud83da\"").Errors);
    }

    [Theory]
    [InlineData("80", 0)]
    [InlineData("3120C3", 2)]
    [InlineData("3120C328", 2)]
    [InlineData("31EDA080", 1)]
    [InlineData("31C0AF", 1)]
    [InlineData("31F4908080", 1)]
    [InlineData("22C3A9FF22", 3)]
    public void Bytes_that_are_not_UTF8_end_the_text(string hex, int offset)
    {
        var scan = Compiled.Bytes(1, Convert.FromHexString(hex));
        Assert.Equal([(new SourceSpan(offset, 1), $"the bytes at offset {offset} are not valid UTF-8")], scan.Errors);
        Assert.Equal(hex.StartsWith("31", StringComparison.Ordinal) ? [(8, 0, 1)] : [], scan.Tokens);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(1);
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(new string(random.GetItems<char>("\"\\u12{}/*ab é→", random.Next(50))));
            if (bytes.Length > 0 && i % 2 == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            for (var lexer = 0; lexer < 3; lexer++)
            {
                var scan = Compiled.Bytes(lexer, bytes);
                Assert.Equal(scan.Tokens.OrderBy(token => token.Start), scan.Tokens);
                Assert.All(scan.Tokens, token => Assert.InRange(token.Start + token.Length, 1, bytes.Length));
            }
        }
    }

    private static IEnumerable<string> Kinds(int lexer, string text)
    {
        var scan = Compiled.Chars(lexer, text);
        Assert.Empty(scan.Errors);
        var kinds = Compiled.Grammar(lexer).GetNestedType("TokenKind")!;
        return scan.Tokens.Select(token => Enum.GetName(kinds, Enum.ToObject(kinds, token.Kind))!);
    }
}
