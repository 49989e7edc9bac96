using System.Globalization;
using System.Text.RegularExpressions;
using Pico.Generators.Grammars;
using Pico.Generators.Ir;

namespace Pico.Generators.Tests.Grammars;

/// <summary>The dialect of patterns: what it means is what .NET means, and what it lacks is said with its place.</summary>
public class RegexParserTests
{
    /// <summary>Every set agrees with .NET's on every UTF-16 unit.</summary>
    [Theory]
    [InlineData(@"\d")]
    [InlineData(@"\D")]
    [InlineData(@"\w")]
    [InlineData(@"\W")]
    [InlineData(@"\s")]
    [InlineData(@"\S")]
    [InlineData(@".")]
    [InlineData(@"\p{L}")]
    [InlineData(@"\P{L}")]
    [InlineData(@"\p{Lu}")]
    [InlineData(@"\p{Nd}")]
    [InlineData(@"\p{P}")]
    [InlineData(@"\p{S}")]
    [InlineData(@"\p{M}")]
    [InlineData(@"\p{Z}")]
    [InlineData(@"\p{C}")]
    [InlineData(@"\p{Cs}")]
    [InlineData(@"[a-zA-Z_]")]
    [InlineData(@"[^a-z\d]")]
    [InlineData(@"[\w-]")]
    [InlineData(@"[-a]")]
    [InlineData(@"[a\]\-\\^]")]
    [InlineData(@"[^\p{L}\p{N}\s]")]
    [InlineData(@"[\u0100-\u0200\x41]")]
    [InlineData(@"[\S\d]")]
    [InlineData(@"[!-/:-@[-`{-~]")]
    [InlineData(@"\n")]
    [InlineData(@"\0")]
    [InlineData(@"\.")]
    public void Sets_are_those_of_dotnet(string pattern)
    {
        var set = Assert.IsType<RegexNode.Set>(LexerRules.Regex(pattern)).Chars;
        var regex = new Regex($"^(?:{pattern})\\z", RegexOptions.CultureInvariant);
        for (var c = 0; c <= char.MaxValue; c++)
        {
            Assert.True(regex.IsMatch(((char)c).ToString()) == set.Contains(c, (int)CharUnicodeInfo.GetUnicodeCategory(c)), $"{pattern} on U+{c:X4}");
        }
    }

    [Fact]
    public void Surrogates_that_belong_together_are_one_code_point()
    {
        Assert.Equal(new RegexNode.Set(CharSet.Of(0x1F600)), LexerRules.Regex("\U0001F600"));
        Assert.Equal(new RegexNode.Set(CharSet.Of(0x1F600)), LexerRules.Regex(@"\u{1F600}"));
        Assert.Equal(new RegexNode.Set(CharSet.Of(0x1F600)), LexerRules.Regex(@"\uD83D\uDE00"));
        Assert.Equal(new RegexNode.Set(CharSet.Range(0x1F600, 0x1F64F)), LexerRules.Regex("[\U0001F600-\U0001F64F]"));
        Assert.Equal(new RegexNode.Set(CharSet.Of(0xD83D)), LexerRules.Regex(@"\uD83D"));
    }

    [Fact]
    public void Quantifiers()
    {
        var a = new RegexNode.Set(CharSet.Of('a'));
        Assert.Equal(new RegexNode.Repeat(a, 0, null), LexerRules.Regex("a*"));
        Assert.Equal(new RegexNode.Repeat(a, 1, null), LexerRules.Regex("a+"));
        Assert.Equal(new RegexNode.Repeat(a, 0, 1), LexerRules.Regex("a?"));
        Assert.Equal(new RegexNode.Repeat(a, 3, 3), LexerRules.Regex("a{3}"));
        Assert.Equal(new RegexNode.Repeat(a, 3, null), LexerRules.Regex("a{3,}"));
        Assert.Equal(new RegexNode.Repeat(a, 3, 1000), LexerRules.Regex("(?:a){3,1000}"));
        Assert.Equal(new RegexNode.Choice(EquatableArray.Of<RegexNode>(a, new RegexNode.Empty())), LexerRules.Regex("a|"));
    }

    [Theory]
    [InlineData("^a", 0, 1, "anchors")]
    [InlineData("a$", 1, 1, "anchors")]
    [InlineData(@"a\b", 1, 2, "anchors")]
    [InlineData(@"a\z", 1, 2, "anchors")]
    [InlineData(@"[\b]", 1, 2, "not supported")]
    [InlineData("a*?", 1, 2, "lazy")]
    [InlineData("a{2}?", 1, 4, "lazy")]
    [InlineData("a++", 1, 2, "possessive")]
    [InlineData("a**", 1, 2, "quantifier follows another")]
    [InlineData("*a", 0, 1, "nothing to repeat")]
    [InlineData("a|+", 2, 1, "nothing to repeat")]
    [InlineData("(?:?)", 3, 1, "nothing to repeat")]
    [InlineData("{2}", 0, 1, "nothing to repeat")]
    [InlineData("a{", 1, 1, "a repetition is written")]
    [InlineData("a{x}", 1, 1, "a repetition is written")]
    [InlineData("a{,2}", 1, 4, "a repetition is written")]
    [InlineData("a{3,2}", 1, 5, "reversed")]
    [InlineData("a{1001}", 1, 6, "1000")]
    [InlineData("a{2,99999999999}", 1, 15, "1000")]
    [InlineData("(?=a)", 0, 3, "lookahead")]
    [InlineData("(?!a)", 0, 3, "lookahead")]
    [InlineData("(?<=a)", 0, 4, "lookbehind")]
    [InlineData("(?<!a)", 0, 4, "lookbehind")]
    [InlineData("(?<name>a)", 0, 3, "named groups")]
    [InlineData("(?>a)", 0, 3, "atomic")]
    [InlineData("(?i)a", 0, 3, "options")]
    [InlineData("(?", 0, 2, "options")]
    [InlineData("(?#x)", 0, 3, "comments")]
    [InlineData("a(b", 1, 1, "not closed")]
    [InlineData("ab)c", 2, 1, "closes no group")]
    [InlineData("a]", 1, 1, "closes no class")]
    [InlineData("a}", 1, 1, "closes no repetition")]
    [InlineData("x[ab", 1, 1, "not closed")]
    [InlineData("[", 0, 1, "not closed")]
    [InlineData("[]", 0, 2, "empty")]
    [InlineData("[^]", 0, 3, "empty")]
    [InlineData(@"[^\s\S]", 0, 7, "no character")]
    [InlineData("[xz-a]", 2, 3, "reversed: 'a' comes before 'z'")]
    [InlineData(@"[\d-x]", 1, 4, "one character at either end")]
    [InlineData(@"[a-\d]", 1, 4, "one character at either end")]
    [InlineData("[a-z-[aeiou]]", 4, 2, "subtraction")]
    [InlineData(@"(a)\1", 3, 2, "backreferences")]
    [InlineData(@"\k<a>", 0, 2, "backreferences")]
    [InlineData(@"a\", 1, 1, "lone")]
    [InlineData(@"\q", 0, 2, "'\\q' is not supported")]
    [InlineData(@"\é", 0, 2, "not supported")]
    [InlineData(@"\01", 0, 2, "octal")]
    [InlineData(@"\xG1", 0, 2, "two hexadecimal")]
    [InlineData(@"\x4", 0, 3, "two hexadecimal")]
    [InlineData(@"\u12", 0, 4, "four hexadecimal")]
    [InlineData(@"\u{}", 0, 4, "hexadecimal")]
    [InlineData(@"\u{110000}", 0, 10, "above U+10FFFF")]
    [InlineData(@"\pL", 0, 2, "braces")]
    [InlineData(@"\p{Greek}", 0, 9, "'Greek' is not a general category")]
    [InlineData(@"\p{}", 0, 4, "is not a general category")]
    public void Errors_tell_their_place(string pattern, int offset, int length, string message)
    {
        var (node, error) = RegexParser.Parse(pattern);
        Assert.Null(node);
        Assert.Equal((offset, length), (error!.Offset, error.Length));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        static string Nested(int depth) => new string('(', depth) + "a" + new string(')', depth);
        Assert.Null(RegexParser.Parse(Nested(200)).Error);
        var error = RegexParser.Parse(Nested(201)).Error;
        Assert.Equal((200, 1), (error!.Offset, error.Length));
        Assert.Equal(200, RegexParser.Parse(new string('(', 1_000_000)).Error!.Offset);
    }

    /// <summary>Whatever stands in an attribute's string is answered, and what is accepted .NET accepts too.</summary>
    [Fact]
    public void Random_text_never_throws()
    {
        var random = new Random(1);
        const string alphabet = @"ab01(){}[]|*+?^$.\-,:<>=!pPduwxLN ";
        for (var i = 0; i < 50_000; i++)
        {
            var pattern = new string(random.GetItems<char>(alphabet, random.Next(12)));
            var (node, error) = RegexParser.Parse(pattern);
            if (node is null)
            {
                Assert.InRange(error!.Offset, 0, pattern.Length);
                Assert.InRange(error.Offset + error.Length, 0, pattern.Length);
            }
            else if (!pattern.Contains(@"\u{", StringComparison.Ordinal))
            {
                _ = new Regex(pattern);
            }
        }
    }
}
