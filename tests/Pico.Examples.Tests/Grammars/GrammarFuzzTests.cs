using System.Text;
using Pico.Examples.Grammars;
using Pico.Examples.Grammars.Calculator;
using Pico.Examples.Grammars.Json;
using Pico.Examples.Grammars.Toml;
using Pico.Parsing;

namespace Pico.Examples.Tests.Grammars;

/// <summary>Random bytes and texts with mistakes: 100,000 for JSON and TOML together, and the calculator. Never an exception, and errors lie inside the text.</summary>
public class GrammarFuzzTests
{
    private const int EachLanguage = 50_000, Calculations = 10_000;

    private static readonly byte[][] CalculatorPieces = [.. new[] { "1", "2.5", ".", "e", "pi", "sqrt", "min", "(", ")", ",", "+", "-", "*", "/", "%", "^", "!", " ", "\n", "é", "x", "\0" }.Select(Encoding.UTF8.GetBytes), [0xFF]];

    [Fact]
    public void Json() => Run(EachLanguage, new JsonFormat(), text => new JsonGrammar().ParseValue(text).Errors, RandomJson.Document, RandomJson.Pieces);

    [Fact]
    public void Toml() => Run(EachLanguage, new TomlFormat(), text => TomlGrammar.ParseDocument(text).Errors, RandomToml.Document, RandomToml.Pieces);

    [Fact]
    public void Calculator() => Run(Calculations, new CalculatorFormat(), text => CalculatorGrammar.ParseExpr(text).Errors, random => Encoding.UTF8.GetBytes(Expression(random, 4)), CalculatorPieces);

    [Theory]
    [InlineData("toml", "[[", "a")]
    [InlineData("toml", "a=[", "1,")]
    [InlineData("toml", "", "\"\n")]
    [InlineData("toml", "a=[", "#\0\n")]
    [InlineData("toml", "a = \"\"\"", "\\")]
    [InlineData("toml", "", "a={")]
    [InlineData("toml", "", "a.")]
    [InlineData("toml", "", "a=@\n")]
    [InlineData("json", "", "{\"a\":")]
    [InlineData("json", "[", "\"\\u")]
    [InlineData("json", "[", "1,]")]
    [InlineData("json", "", "\uFEFF")]
    [InlineData("calc", "", "(")]
    [InlineData("calc", "", "-")]
    [InlineData("calc", "", "2^")]
    [InlineData("calc", "200", "!")]
    [InlineData("calc", "", "sqrt(")]
    public void A_long_text_of_one_mistake_ends(string language, string beginning, string repeated)
    {
        var utf8 = Encoding.UTF8.GetBytes(beginning + string.Concat(Enumerable.Repeat(repeated, 200_000)));
        var errors = TextFormats.Find(language)!.Parse(utf8, out _);
        CheckErrors(utf8.Length, errors, language);
        Assert.NotEmpty(errors);
    }

    private static void Run(int count, ITextFormat format, Func<string, IReadOnlyList<ParseError>> parse, Func<Random, byte[]> document, byte[][] pieces)
    {
        var valid = 0;
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            var utf8 = (seed % 8) switch
            {
                0 => Noise(random),
                1 => Soup(pieces, random),
                2 => document(random),
                _ => Mutation.Of(document(random), pieces, random),
            };
            var shown = $"seed {seed}: {Convert.ToHexString(utf8)}";
            var errors = Try(() => format.Parse(utf8, out var tree) is { Count: 0 } none && Written(tree) ? none : format.Parse(utf8, out _), shown);
            CheckErrors(utf8.Length, errors, shown);
            valid += errors.Count == 0 ? 1 : 0;
            if (seed % 16 is 3 or 9)
            {
                foreach (var error in errors)
                {
                    Assert.NotEmpty(error.Render(utf8));
                }

                var text = Encoding.Latin1.GetString(utf8);
                CheckErrors(text.Length, Try(() => parse(text), shown), shown);
            }
        }

        Assert.InRange(valid, count / 20, count / 2); // otherwise the texts are not what the test is about
    }

    private static string Expression(Random random, int depth) => random.Next(depth > 0 ? 9 : 3) switch
    {
        0 => "1",
        1 => "2.5e1",
        2 => "pi",
        3 => "-" + Expression(random, depth - 1),
        4 => "sqrt(" + Expression(random, depth - 1) + ")",
        5 => "(" + Expression(random, depth - 1) + ")",
        6 => "max(" + Expression(random, depth - 1) + ", " + Expression(random, depth - 1) + ")",
        _ => Expression(random, depth - 1) + " " + "+-*/%^"[random.Next(6)] + " " + Expression(random, depth - 1),
    };

    private static bool Written(Action<TextWriter>? tree)
    {
        tree!(TextWriter.Null);
        return true;
    }

    private static IReadOnlyList<ParseError> Try(Func<IReadOnlyList<ParseError>> parse, string shown)
    {
        try
        {
            return parse();
        }
        catch (Exception exception)
        {
            Assert.Fail($"{shown}\n{exception}");
            return [];
        }
    }

    private static void CheckErrors(int length, IReadOnlyList<ParseError> errors, string shown)
    {
        foreach (var error in errors)
        {
            Assert.True(error.Span.Start >= 0 && error.Span.Length >= 0 && error.Span.End <= length, $"{shown}\n{error}");
            Assert.True(error.Message.Length > 0 && !error.Message.Contains('\n'), $"{shown}\n{error}");
        }
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Soup(byte[][] pieces, Random random) => [.. Enumerable.Range(0, random.Next(12)).SelectMany(_ => pieces[random.Next(pieces.Length)])];
}
