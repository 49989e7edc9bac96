using System.Reflection;
using System.Text;
using Pico.Generators.Ir;
using Pico.Generators.Passes;
using Pico.Parsing;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Automata agree with .NET's regular expressions, and emitted code with automata, over random rules and texts.</summary>
public class RandomLexerTests
{
    private const int Seeds = 150;

    [Fact]
    public void Automata_agree_with_Regex()
    {
        var matches = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var lexer = new RandomLexer(seed);
            var program = BuildLexer.Run(lexer.Rules().All).Program!;
            for (var i = 0; i < 8; i++)
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

        Assert.True(matches > 2_000, $"{matches} matches");
    }

    [Fact]
    public void Code_agrees_with_automata_in_both_encodings()
    {
        var lexers = Enumerable.Range(0, 40).Select(seed => new RandomLexer(seed)).ToArray();
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

    [Fact]
    public void Modes_agree_with_automata()
    {
        var program = Lexers.Modes().Build();
        var compiled = new CompiledLexers(program);
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            Agree(program, compiled, 0, new string(random.GetItems<char>("ab{}\"\"//** \\é", random.Next(40))));
        }
    }

    /// <summary>Automata that are too large for code become tables; what is just small enough stays below the limit of the JIT.</summary>
    [Fact]
    public void Large_automata_become_tables()
    {
        var programs = new[] { Literals(70), Literals(500) };
        var compiled = new CompiledLexers(programs);
        var sizes = programs.Select((_, i) => compiled.Grammar(i).GetNestedType("Lexer`1", BindingFlags.NonPublic)!.GetMethod("Scan")!.GetMethodBody()!.GetILAsByteArray()!.Length).ToArray();
        Assert.InRange(sizes[0], 4_000, 60_000);
        Assert.InRange(sizes[1], 1, 15_000); // most of it says what to do for each rule
        Assert.Contains("Table", compiled.Harness.Input.SyntaxTrees[^1].ToString(), StringComparison.Ordinal);
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var text = new string(random.GetItems<char>("ABCDxxé ", random.Next(80)));
            for (var index = 0; index < programs.Length; index++)
            {
                Agree(programs[index], compiled, index, text);
                Agree(programs[index], compiled, index, string.Concat(programs[index].Rules.Skip(random.Next(programs[index].Rules.Count)).Take(9).Select(rule => rule.Literal + text[..Math.Min(3, text.Length)])));
            }
        }
    }

    private static LexerProgram Literals(int count)
    {
        var random = new Random(2);
        var rules = new LexerRules().Token("Word", "[x-z]+é?").Skip("Space", " ");
        foreach (var (text, i) in Enumerable.Range(0, count).Select(_ => new string(random.GetItems<char>("ABCDEFGH", random.Next(4, 9)))).Distinct().Select((text, i) => (text, i)))
        {
            rules = rules.Literal("L" + i, text);
        }

        return rules.Build();
    }

    /// <summary>Over UTF-16, over UTF-8 with other indices, and with steps back.</summary>
    internal static void Agree(LexerProgram program, CompiledLexers compiled, int index, string text)
    {
        var expected = NaiveLexer.Run(program, text);
        foreach (var actual in new[] { compiled.Chars(index, text), compiled.CharsTwice(index, text) })
        {
            Assert.True(
                expected.Tokens.SequenceEqual(actual.Tokens),
                $"lexer {index} on {text.Replace("\n", "\\n", StringComparison.Ordinal)}: expected {string.Join(' ', expected.Tokens)}, but found {string.Join(' ', actual.Tokens)}");
            Assert.Equal(expected.Errors.Select(error => error.Span), Spans(actual));
        }

        text = text.Replace("\ud83d\ude00", "\u0001", StringComparison.Ordinal).Replace('\ud83d', '?').Replace("\u0001", "\ud83d\ude00", StringComparison.Ordinal);
        expected = NaiveLexer.Run(program, text);
        var bytes = compiled.Bytes(index, text);
        int Offset(int position) => Encoding.UTF8.GetByteCount(text.AsSpan(0, position));
        Assert.Equal(
            expected.Tokens.Select(token => (token.Kind, Offset(token.Start), Offset(token.Start + token.Length) - Offset(token.Start))),
            bytes.Tokens);
        Assert.Equal(expected.Errors.Select(error => Offset(error.Span.Start)), Spans(bytes).Select(span => span.Start));
    }

    /// <summary>Without the modes that were left open, of which automata know nothing.</summary>
    private static IEnumerable<SourceSpan> Spans(Scan scan) =>
        scan.Errors.Where(error => !error.Message.StartsWith("the text ends inside", StringComparison.Ordinal)).Select(error => error.Span);
}
