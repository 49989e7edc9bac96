using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Grammars;

/// <summary>What is generated, to be read as a user would read it.</summary>
public class GrammarSnapshotTests
{
    [Fact]
    public void Calculator() => Verify("""
        namespace Calculating;
        [Grammar, Skip(@"[ \t]+")]
        public static partial class Calculator
        {
            [Token(@"[0-9]+(\.[0-9]+)?")] static double Number(ReadOnlySpan<char> text) => double.Parse(text, CultureInfo.InvariantCulture);
            [Rule("Number", Name = "Expr")] static double Literal(double value) => value;
            [Rule("'(' Expr ')'", Name = "Expr", Expect = "an expression is missing")] static double Group(double inner) => inner;
            [Infix("+", 10, Name = "Expr"), Infix("-", 10, Name = "Expr")]
            static double Sum(double left, Token sign, double right) => sign.Kind == TokenKind.Plus ? left + right : left - right;
            [Infix("*", 20, Name = "Expr")] static double Product(double left, double right) => left * right;
            [Infix("^", 40, Associativity = Associativity.Right, Name = "Expr")] static double Power(double left, double right) => Math.Pow(left, right);
            [Infix("=", 5, Associativity = Associativity.None, Name = "Expr")] static double Equality(double left, double right) => left == right ? 1 : 0;
            [Prefix("-", 30, Name = "Expr")] static double Minus(double operand) => -operand;
            [Postfix("!", 50, Name = "Expr")] static double Factorial(double operand) => operand <= 1 ? 1 : operand * Factorial(operand - 1);
        }
        """);

    [Fact]
    public void Statement_language() => Verify(Statements.Source);

    [Fact]
    public void Optional_parts_tuples_and_several_lists() => Verify("""
        public readonly record struct Range(int Low, int? High);
        [Grammar("Table"), Skip(" +")]
        public sealed partial class Tables
        {
            [Token("[0-9]+")] int Number(ReadOnlySpan<char> text) => int.Parse(text);
            [Token("[a-z]+")] string Word(ReadOnlySpan<byte> text) => System.Text.Encoding.UTF8.GetString(text);
            [Rule("columns:(Word % ',') 'unique'? (Word ':' Range)* (Number ',' Number)? 'end' <a table ends with 'end'>", Name = "Table")]
            object Table(IReadOnlyList<string> columns, bool isUnique, List<(string, Range)> ranges, (int, int)? size) => (columns, isUnique, ranges, size);
            [Rule("Number ('to' Number)?")] Range Range(int low, int? high) => new(low, high);
        }
        """);

    [Fact]
    public void Two_and_three_tokens_of_lookahead_and_a_try() => Verify("""
        [Grammar("Item", Recognizer = true)]
        public static partial class Ahead
        {
            [Token("[a-z]")] static void Name() { }
            [Rule("Name '=' source:Name", Name = "Item")] static int Assign(Token target, Token source) => 1;
            [Rule("Name '(' Name? ')'", Name = "Item")] static int Call(Token function) => 2;
            [Rule("Name '=' '('", Name = "Item")] static int Open(Token target) => 3;
            [Rule("'[' Name % ',' ']' '='", Name = "Item"), Try(16)] static int Spread(ReadOnlySpan<Token> names) => 4;
            [Rule("'[' Name % ',' ']'", Name = "Item")] static int List(ReadOnlySpan<Token> names) => 5;
        }
        """);

    [Fact]
    public void Invalid_grammar() => Verify("""
        [Grammar(Recognizer = true)]
        public static partial class Broken
        {
            [Token("[0-9]+")] static int Number(ReadOnlySpan<char> text) => int.Parse(text);
            [Rule("Nummer '+'")] static int Sum(int value) => value;
        }
        """);

    private static void Verify(string source, [System.Runtime.CompilerServices.CallerFilePath] string test = "", [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        var run = GeneratorHarness.Run(GrammarDriver.Compilation(source), new GrammarGenerator());
        Assert.DoesNotContain(run.CompilerErrors, diagnostic => diagnostic.Id != "CS1591");
        Snapshot.Verify(Assert.Single(run.Sources).Value, test, method);
    }
}
