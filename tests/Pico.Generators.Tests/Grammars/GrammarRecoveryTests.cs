using System.Diagnostics;
using Pico.Parsing;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Wrong texts: several errors of one parse, each where a reader would put it; never an exception, never a hang.</summary>
public class GrammarRecoveryTests
{
    private static readonly Lazy<GrammarDriver> Script = new(Statements.Compile);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_valid_text_with_everything_in_it(bool utf8)
    {
        var parsed = Script.Value.Parse(Statements.Text, utf8);
        Assert.Equal("", parsed.Report);
        Assert.True(Script.Value.Accepts(Statements.Text, utf8));
        Assert.Equal(
            "program(let(x:int, Plus(1, Star(2, minus(3)))), print(x, text('a', Plus(x, 1), 'b', '$'), call(call(f, x), 1, 2)), " +
            "if(less(x, 10), block(let(y, x), print(text(), y)), block(block())), let(f, fn(a, b, block(print(Slash(a, b))))))",
            parsed.Value!.ToString());
    }

    [Theory]
    [InlineData("let = 1; print 2;", "4..5 expected Name, found '='", "program(print(2))")]
    [InlineData("let a 1; let b 2; print 3;", "6..7 expected ':' or '=', found '1'\n15..16 expected ':' or '=', found '2'", "program(print(3))")]
    [InlineData("print 1 print 2;", "8..13 the statement ends with ';'", "program(print(2))")]
    [InlineData("print ; print , 2;", "6..7 an expression is missing\n14..15 an expression is missing", null)]
    [InlineData("if a { let ; print 1; } print 2;", "11..12 expected Name, found ';'", "program(if(a, block(print(1))), print(2))")]
    [InlineData("print 1", "7..7 the statement ends with ';'", null)]
    [InlineData("print 1; }", "9..10 a statement is missing", null)]
    [InlineData("print 1 # 2;", "8..9 unexpected character '#'", null)]
    [InlineData("print 1234567890; print 1;", "6..16 the number is too long", "program(print(1234567890), print(1))")]
    [InlineData("print a < b < c;", "12..13 the statement ends with ';'", null)]
    [InlineData("print \"abc", "10..10 expected Chars, '${' or Unquote, found end of text", null)]
    [InlineData("print 1; /* ", "9..10 the text ends inside 'comment', which begins here", null)]
    [InlineData("", "", "program()")]
    public void Errors_are_where_a_reader_puts_them(string text, string report, string? value)
    {
        foreach (var utf8 in new[] { false, true })
        {
            var parsed = Script.Value.Parse(text, utf8);
            Assert.Equal(report, parsed.Report);
            Assert.Equal(report.Length == 0, parsed.IsSuccess);
            if (value is not null)
            {
                Assert.Equal(value, parsed.Value?.ToString());
            }
        }
    }

    /// <summary>What a broken statement has read must not turn up in the lists around it.</summary>
    [Fact]
    public void Parts_of_a_rule_that_fails_are_dropped()
    {
        var driver = GrammarDriver.Compile("""
            [Grammar, Skip(" ")] public static partial class Nested
            {
                [Token("[0-9]+")] static int Number(ReadOnlySpan<char> text) => int.Parse(text);
                [Rule("Item % ','", Name = "All")] static string All(ReadOnlySpan<int> items) => string.Join(" ", items.ToArray());
                [Rule("Number", Name = "Item")] static int Literal(int value) => value;
                [Rule("'{' Sum* '}'", Name = "Item")] static int Block(IReadOnlyList<string> sums) => -sums.Count;
                [Rule("'sum' Item* ';'", Name = "Sum")] static string Sum(int[] items) => string.Concat(items);
                [Rule("'max' (Item ':')* ';'", Name = "Sum")] static string Max(int[] items) => string.Concat(items);
            }
            """, "Nested", "All");
        Assert.Equal("1 -2 5", driver.Parse("1, { sum 2 3; sum 4; }, 5").Value);
        Assert.Equal("1 -1 5", driver.Parse("1, { sum 2 3 sum 4; }, 5").Value);
        Assert.Equal("1 -1 5", driver.Parse("1, { max 2: 3: 6 max 4:; }, 5").Value);
    }

    [Fact]
    public void Errors_are_limited()
    {
        var text = string.Concat(Enumerable.Repeat("let ; ", 500));
        Assert.Equal(ParseOptions.DefaultMaxErrors, Script.Value.Parse(text).Errors.Count);
        Assert.Equal(500, Script.Value.Parse(text, options: new ParseOptions { MaxErrors = 1000 }).Errors.Count);
        Assert.Single(Script.Value.Parse(text, options: new ParseOptions { MaxErrors = 1 }).Errors);
        Assert.False(Script.Value.Parse(text, options: new ParseOptions { MaxErrors = 0 }).IsSuccess);
        Assert.False(Script.Value.Parse("#", options: new ParseOptions { MaxErrors = 0 }).IsSuccess);
    }

    [Theory]
    [InlineData("print ", "(", "1", ")", ";")]
    [InlineData("print ", "-", "1", "", ";")]
    [InlineData("", "{", "", "}", "")]
    [InlineData("print ", "f(", "1", ")", ";")]
    [InlineData("print ", "\"${", "1", "}\"", ";")]
    [InlineData("print ", "fn() { print ", "1", "; }", ";")]
    public void Nesting_too_deep_is_one_error(string begin, string open, string middle, string close, string end)
    {
        string Text(int depth) => begin + string.Concat(Enumerable.Repeat(open, depth)) + middle + string.Concat(Enumerable.Repeat(close, depth)) + end;
        Assert.True(Script.Value.Parse(Text(200)).IsSuccess);
        foreach (var utf8 in new[] { false, true })
        {
            Assert.Equal("nested more than 1000 deep", Assert.Single(Script.Value.Parse(Text(10_000), utf8).Errors).Message);
            Assert.False(Script.Value.Accepts(Text(10_000), utf8));
        }

        // However deep the user lets it be: the stack ends first, and that is the same message.
        var parsed = OnSmallStack(() => Script.Value.Parse(Text(100_000), options: new ParseOptions { MaxDepth = 1_000_000 }));
        Assert.Matches("^nested more than [0-9]+ deep$", Assert.Single(parsed.Errors).Message);
    }

    /// <summary>Many rules lie between two that count: frames that the guard does not see.</summary>
    [Fact]
    public void A_long_chain_of_rules_between_two_levels_does_not_overflow_the_stack()
    {
        const int last = 60;
        var rules = string.Concat(Enumerable.Range(0, last).Select(i => $"    [Rule(\"N{i + 1} % 'x{i}'\", Name = \"N{i}\")] static decimal R{i}(IReadOnlyList<decimal> items) => 1;\n"));
        var source = $$"""
            [Grammar(MaxDepth = 1_000_000)] public static partial class Chain
            {
            {{rules}}
                [Rule("'X'", Name = "N{{last}}")] static decimal Leaf() => 1;
                [Rule("'(' N0 ')'", Name = "N{{last}}")] static decimal Group(decimal inner) => inner;
            }
            """;
        var driver = GrammarDriver.Compile(source, "Chain", "N0");
        string Text(int depth) => new string('(', depth) + "X" + new string(')', depth);
        Assert.True(driver.Parse(Text(20)).IsSuccess);
        Assert.Matches("^nested more than [0-9]+ deep$", Assert.Single(OnSmallStack(() => driver.Parse(Text(100_000))).Errors).Message);
    }

    [Fact]
    public void Soup_and_mutations_never_throw_or_hang_and_never_pass_unnoticed()
    {
        string[] tokens = ["let", "x", "y", "1", ";", "{", "}", "(", ")", "print", "if", "else", "fn", "+", "-", "*", "<", ",", "\"", "${", "$", ":", "=", "/*", "*/", "//", "\n", "#", "é", "\uD800", "1.", " "];
        var random = new Random(7);
        var rounds = Environment.GetEnvironmentVariable("PICO_LONG_TESTS") == "1" ? 500_000 : 10_000;
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < rounds; round++)
        {
            var text = random.Next(2) == 0
                ? string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(60)).Select(_ => tokens[random.Next(tokens.Length)]))
                : Mutate(Statements.Text, random, tokens);
            var utf8 = random.Next(2) == 0;
            var parsed = Script.Value.Parse(text, utf8);
            var length = utf8 ? System.Text.Encoding.UTF8.GetByteCount(text) : text.Length;
            Assert.True(parsed.IsSuccess == (parsed.Errors.Count == 0), "no success, but no error: " + text);
            Assert.True(parsed.IsSuccess == Script.Value.Accepts(text, utf8), "the recognizer disagrees: " + text + "\n" + parsed.Report);
            Assert.All(parsed.Errors, error => Assert.True(error.Span.Start >= 0 && error.Span.Length >= 0 && error.Span.End <= length && error.Message.Length > 0, error + "\n" + text));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(rounds > 10_000 ? 10 : 1), $"took {watch.Elapsed}");
    }

    private static string Mutate(string text, Random random, string[] tokens)
    {
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(text.Length);
            text = random.Next(3) switch
            {
                0 => text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at)),
                1 => text.Insert(at, tokens[random.Next(tokens.Length)]),
                _ => text[..at] + text[random.Next(text.Length)..],
            };
            text = text.Length == 0 ? ";" : text;
        }

        return text.Length > 2000 ? text[..2000] : text;
    }

    private static T OnSmallStack<T>(Func<T> call)
    {
        T result = default!;
        var thread = new Thread(() => result = call(), 256 * 1024);
        thread.Start();
        thread.Join();
        return result;
    }
}
