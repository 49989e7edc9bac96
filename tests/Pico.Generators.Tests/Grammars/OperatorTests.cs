namespace Pico.Generators.Tests.Grammars;

/// <summary>Random tables of precedence and associativity against the shunting-yard; <c>PICO_LONG_TESTS=1</c> draws twenty times as many.</summary>
public class OperatorTests
{
    [Fact]
    public void Generated_parsers_group_as_the_shunting_yard_does()
    {
        var compilations = Environment.GetEnvironmentVariable("PICO_LONG_TESTS") == "1" ? 20 : 1;
        for (var seed = 1; seed <= compilations; seed++)
        {
            var random = new Random(seed);
            var tables = Enumerable.Range(0, 25).Select(i => new OperatorTable(random, "T" + i)).ToArray();
            var drivers = GrammarDriver.Compile(string.Concat(tables.Select(table => table.Source)), [.. tables.Select(table => (table.Name, "Expr"))], recognizes: true);
            var valid = 0;
            foreach (var (table, driver) in tables.Zip(drivers))
            {
                for (var round = 0; round < 100; round++)
                {
                    var text = table.Draw(random);
                    var expected = table.Parenthesize(text);
                    var parsed = driver.Parse(text, utf8: round % 2 == 0);
                    Assert.True(expected is not null == parsed.IsSuccess, $"{text} should be {expected ?? "an error"}: {parsed.Value}{parsed.Report}\n{table.Source}");
                    Assert.True(expected is null || expected == (string)parsed.Value!, $"{text} is {expected}, not {parsed.Value}\n{table.Source}");
                    Assert.True(expected is not null == driver.Accepts(text, utf8: round % 2 == 1), "recognizer: " + text + "\n" + table.Source);
                    valid += expected is null ? 0 : 1;
                }
            }

            Assert.InRange(valid, 500, 2400);
        }
    }

    [Theory]
    [InlineData("a<b<c", null)]
    [InlineData("a|b<c<d", null)]  // the row stands in the operand of another operator,
    [InlineData("-b<c<d", null)]   // of a prefix operator,
    [InlineData("a*-b<c<d", null)] // and of one in an operand that asks for more
    [InlineData("a<b|c<d", "((a<b)|(c<d))")]
    [InlineData("a<-b<c", "(a<(-(b<c)))")] // but here are two rows
    [InlineData("a<(b<c)", "(a<(b<c))")]
    [InlineData("a<b?<c", "(((a<b)?)<c)")] // a postfix operator that binds less ends the row
    public void Operators_without_associativity_cannot_stand_in_a_row(string text, string? expected)
    {
        var parsed = GrammarDriver.Compile("""
            [Grammar] public static partial class Logic
            {
                [Token("[a-z]")] static string Variable(ReadOnlySpan<char> text) => text.ToString();
                [Rule("Variable", Name = "Expr")] static string Atom(string name) => name;
                [Rule("'(' Expr ')'", Name = "Expr")] static string Group(string inner) => inner;
                [Infix("|", 1, Name = "Expr")] static string Or(string left, string right) => $"({left}|{right})";
                [Infix("<", 10, Associativity = Associativity.None, Name = "Expr")] static string Less(string left, string right) => $"({left}<{right})";
                [Infix("*", 20, Name = "Expr")] static string Times(string left, string right) => $"({left}*{right})";
                [Prefix("-", 5, Name = "Expr")] static string Minus(string operand) => $"(-{operand})";
                [Postfix("?", 5, Name = "Expr")] static string Maybe(string operand) => $"({operand}?)";
            }
            """, "Logic", "Expr").Parse(text);
        Assert.Equal(expected, parsed.IsSuccess ? parsed.Value : null);
    }
}
