using System.Text;
using Microsoft.CodeAnalysis;
using Pico.Generators.Grammars;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Grammars;

/// <summary>
/// Random grammars: what the generator accepts, its parsers accept as Earley's algorithm does, and make of it what the derivation says.
/// <c>PICO_LONG_TESTS=1</c> draws thirty times as many.
/// </summary>
public class EarleyTests
{
    private const int GrammarsAtOnce = 100;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parsers_and_recognizers_agree_with_Earley(int seed)
    {
        var compilations = Environment.GetEnvironmentVariable("PICO_LONG_TESTS") == "1" ? 30 : 1;
        for (var i = 0; i < compilations; i++)
        {
            Check((1000 * i) + seed);
        }
    }

    [Fact]
    public void Earley_itself_is_right_about_known_languages()
    {
        EbnfNode Letter(char c) => new EbnfNode.Letter(c, false);
        var palindromes = new Earley([[new EbnfNode.Sequence([Letter('a'), new EbnfNode.Name(0), Letter('a')]), new EbnfNode.Sequence([Letter('b'), new EbnfNode.Name(0), Letter('b')]), new EbnfNode.Sequence([])]]);
        var list = new Earley([[new EbnfNode.Optional(new EbnfNode.List(Letter('a'), Letter('b')))]]);
        foreach (var text in Texts("ab", 7))
        {
            Assert.Equal(text.Length % 2 == 0 && text.SequenceEqual(text.Reverse()), palindromes.Accepts(text));
            Assert.Equal(text.Length == 0 || (text.Length % 2 == 1 && text.Select((c, i) => c == "ab"[i % 2]).All(fits => fits)), list.Accepts(text));
        }

        Assert.False(palindromes.IsLL1());
        Assert.True(list.IsLL1());
    }

    private static void Check(int seed)
    {
        var random = new Random(seed);
        var candidates = Enumerable.Range(0, GrammarsAtOnce).Select(i => new RandomGrammar(random, "G" + i)).ToArray();
        const string source = RandomGrammar.Helpers;
        var compilation = GrammarDriver.Compilation(source + string.Concat(candidates.Select(grammar => grammar.Source)));
        var accepted = candidates.Where(grammar => IsAccepted(compilation, grammar)).ToArray();
        Assert.InRange(accepted.Length, GrammarsAtOnce / 10, GrammarsAtOnce);

        var drivers = GrammarDriver.Compile(source + string.Concat(accepted.Select(grammar => grammar.Source)), [.. accepted.Select(grammar => (grammar.Name, "N0"))], recognizes: true);
        var (yes, no) = (0, 0);
        for (var i = 0; i < accepted.Length; i++)
        {
            var (grammar, driver) = (accepted[i], drivers[i]);
            for (var round = 0; round < 30; round++)
            {
                var (text, value) = grammar.Derive(random);
                string Context(string text) => $"seed {seed}, text \"{text}\"\n{grammar.Source}";
                Assert.True(grammar.Earley.Accepts(text), "the test itself is wrong: " + Context(text));
                var parsed = driver.Parse(text, utf8: round % 2 == 0);
                Assert.True(parsed.IsSuccess, parsed.Report + "\n" + Context(text));
                Assert.True(value == (string)parsed.Value!, $"{value}\n{parsed.Value}\n{Context(text)}");
                Assert.True(driver.Accepts(text, utf8: round % 2 == 1), "recognizer: " + Context(text));
                yes++;

                var mutated = grammar.Mutate(random, text);
                var fits = grammar.Earley.Accepts(mutated);
                parsed = driver.Parse(mutated, utf8: round % 2 == 1);
                Assert.True(fits == parsed.IsSuccess, $"Earley says {fits}: {parsed.Report}\n{Context(mutated)}");
                Assert.True(fits == driver.Accepts(mutated, utf8: round % 2 == 0), $"Earley says {fits}, the recognizer does not: {Context(mutated)}");
                Assert.True(fits || parsed.Errors.Count > 0, "no error: " + Context(mutated));
                Assert.All(parsed.Errors, error => Assert.True(error.Span.Start >= 0 && error.Span.End <= mutated.Length && error.Message.Length > 0, error + "\n" + Context(mutated)));
                no += fits ? 0 : 1;
            }
        }

        Assert.True(no > yes / 5, $"{no} of {yes} mutations are rejected; the test asks too little");
    }

    /// <summary>Whether nothing is wrong with a grammar. One that one token decides everywhere must not be called a conflict.</summary>
    private static bool IsAccepted(Compilation compilation, RandomGrammar grammar)
    {
        var binding = GrammarBinder.Bind(compilation.GetTypeByMetadataName(grammar.Name)!, CancellationToken.None);
        Assert.True(binding.Diagnostics.Count == 0, string.Join("\n", binding.Diagnostics) + "\n" + grammar.Source);
        var lowered = GrammarLowering.Lower(binding.Spec!);
        var faults = lowered.Faults.Count > 0 ? lowered.Faults : CompileGrammar.Run(lowered.Grammar, lowered.Lexer, lowered.LexerSites).Faults;
        Assert.DoesNotContain(faults, fault => fault.Kind is Ir.GrammarFaultKind.Production or Ir.GrammarFaultKind.Regex or Ir.GrammarFaultKind.Undefined or Ir.GrammarFaultKind.TooComplex);
        var part = faults.FirstOrDefault(fault => fault.Kind == Ir.GrammarFaultKind.Part);
        Assert.True(part is null, string.Join(" ", part?.Arguments ?? []) + "\n" + grammar.Source);
        if (faults.Any(fault => fault.Kind == Ir.GrammarFaultKind.Conflict))
        {
            Assert.False(grammar.Earley.IsLL1(), "LL(1), yet a conflict: " + string.Join(" | ", faults[0].Arguments) + "\n" + grammar.Source);
        }

        return faults.Count == 0;
    }

    private static IEnumerable<string> Texts(string letters, int longest) =>
        longest == 0 ? [""] : Texts(letters, longest - 1).SelectMany(text => text.Length == longest - 1 ? letters.Select(letter => text + letter).Prepend(text) : [text]);
}
