using System.Globalization;
using System.Text;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Automata agree with .NET's regular expressions, and emitted code with automata, over random rules and texts.</summary>
public class RandomLexerTests
{
    private const int Seeds = 300;

    [Fact]
    public void Automata_agree_with_Regex()
    {
        var matches = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var lexer = new RandomLexer(seed);
            var program = BuildLexer.Run(lexer.Rules().All).Program!;
            for (var i = 0; i < 10; i++)
            {
                var text = lexer.Text();
                var tokens = NaiveLexer.Run(program, text).Tokens.ToDictionary(token => token.Start);
                for (var position = 0; position < text.Length;)
                {
                    var (rule, length) = lexer.Match(text, position);
                    Assert.True(
                        rule < 0 ? !tokens.ContainsKey(position) : tokens.TryGetValue(position, out var token) && token.Kind == rule + 1 && token.Length == length,
                        $"seed {seed}, text {text.Replace("\n", "\\n", StringComparison.Ordinal)}, position {position}: {rule + 1} of length {length}, not {(tokens.TryGetValue(position, out var other) ? other : null)}, of {string.Join(" ; ", lexer.Patterns)}");
                    if (rule < 0) break; // what follows depends on how far the failed attempt read
                    position += length;
                    matches++;
                }
            }
        }

        Assert.True(matches > 10_000, $"{matches} matches");
    }

    [Fact]
    public void Code_agrees_with_automata_in_both_encodings()
    {
        var lexers = Enumerable.Range(0, 60).Select(seed => new RandomLexer(seed)).ToArray();
        var programs = lexers.Select(lexer => BuildLexer.Run(lexer.Rules().All).Program!).ToArray();
        var compiled = new CompiledLexers(programs);
        for (var i = 0; i < lexers.Length; i++)
        {
            for (var round = 0; round < 30; round++)
            {
                var text = lexers[i].Text() + (round % 3 == 0 ? "\ud83d\ude00a\ud83d" : "") + lexers[i].Text();
                Agree(programs[i], compiled, i, text);
            }
        }
    }

    /// <summary>Over UTF-16, over UTF-8 with other indices, and with steps back.</summary>
    internal static void Agree(LexerProgram program, CompiledLexers compiled, int index, string text)
    {
        var expected = NaiveLexer.Run(program, text);
        foreach (var actual in new[] { compiled.Chars(index, text), compiled.CharsTwice(index, text) })
        {
            Assert.Equal(expected.Tokens, actual.Tokens);
            Assert.Equal(expected.Errors.Select(error => error.Span), actual.Errors.Select(error => error.Span));
        }

        text = text.Replace("\ud83d\ude00", "\u0001", StringComparison.Ordinal).Replace('\ud83d', '?').Replace("\u0001", "\ud83d\ude00", StringComparison.Ordinal);
        expected = NaiveLexer.Run(program, text);
        var bytes = compiled.Bytes(index, text);
        int Offset(int position) => Encoding.UTF8.GetByteCount(text.AsSpan(0, position));
        Assert.Equal(
            expected.Tokens.Select(token => (token.Kind, Offset(token.Start), Offset(token.Start + token.Length) - Offset(token.Start))),
            bytes.Tokens);
        Assert.Equal(expected.Errors.Select(error => Offset(error.Span.Start)), bytes.Errors.Select(error => error.Span.Start));
    }
}
