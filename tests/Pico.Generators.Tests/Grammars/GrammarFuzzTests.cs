using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Diagnostics;
using Pico.Generators.Grammars;
using Pico.Generators.Passes;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Mutated grammars: whatever is typed into attributes, nothing crashes or hangs, and what is found right compiles.</summary>
public class GrammarFuzzTests
{
    private static readonly string[] Pieces =
        ["'", "(", ")", "|", "?", "*", "+", "%", "!", "<", ">", ":", "x:", "'a'", "''", "' '", "Expr", "Name", "Statement", "Part", "[", "]", "{", "}", "\\", "-", "^", ".", "[^a]", "\\p{L}", "{3}", "{2,}", "(?i)", "&&", "#", "é", "\u2028", "\uD800", "", " ", "a", "0", "If", "end", "value__", "_"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Mutated_attributes(int seed)
    {
        var rounds = Environment.GetEnvironmentVariable("PICO_LONG_TESTS") == "1" ? 5000 : 60;
        var random = new Random(seed);
        var root = await CSharpSyntaxTree.ParseText(Statements.Source, GeneratorHarness.ParseOptions).GetRootAsync();
        var compiled = 0;
        for (var round = 0; round < rounds; round++)
        {
            var source = Mutate(root, random).ToFullString();
            var compilation = GrammarDriver.Compilation(source);
            if (compilation.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id is not ("CS0246" or "CS0103")))
            {
                continue; // what is wrong by C#'s own rules is not the question here
            }

            var watch = Stopwatch.StartNew();
            var run = GeneratorHarness.Run(compilation, new GrammarGenerator());
            Assert.True(run.Result.Results.All(result => result.Exception is null), run.Result.Results[0].Exception + "\n" + source);
            var diagnostics = round % 20 == 0 ? await run.Analyze(new GrammarAnalyzer()) : Check(run.Output, source);
            Assert.True(diagnostics.All(diagnostic => diagnostic.Id != GrammarDiagnostics.Internal.Id), string.Join("\n", diagnostics) + "\n" + source); // PICO3099
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}: {source}");

            var errors = run.CompilerErrors.Where(diagnostic => diagnostic.Id != "CS1591" && (diagnostics.Count == 0 || diagnostic.Severity == DiagnosticSeverity.Error)).ToArray();
            Assert.True(errors.Length == 0, string.Join("\n", errors.Take(3)) + "\n" + string.Join("\n", diagnostics) + "\n" + source);
            Assert.Equal(diagnostics.Count > 0, run.Sources.Values.Single().Contains("The grammar has errors", StringComparison.Ordinal));
            compiled += diagnostics.Count == 0 ? 1 : 0;
        }

        Assert.InRange(compiled, rounds / 20, rounds);
    }

    /// <summary>What the analyzer does, without the cost of starting it; an exception here would be PICO3099.</summary>
    private static IReadOnlyList<Diagnostic> Check(Compilation compilation, string source)
    {
        try
        {
            var binding = GrammarBinder.Bind(compilation.GetTypeByMetadataName("Script")!, CancellationToken.None);
            if (binding.Spec is null || binding.Diagnostics.Count > 0)
            {
                return binding.Diagnostics;
            }

            var lowered = GrammarLowering.Lower(binding.Spec);
            var faults = lowered.Faults.Count > 0 ? lowered.Faults : CompileGrammar.Run(lowered.Grammar, lowered.Lexer, lowered.LexerSites).Faults;
            return [.. faults.Select(fault => Diagnostic.Create(
                GrammarDiagnostics.Of(fault.Kind), binding.Sites.Locate(fault.Range.Site, fault.Range.Start, fault.Range.Length), fault.Arguments.Cast<object>().ToArray()))];
        }
        catch (Exception failure)
        {
            Assert.Fail(failure + "\n" + source);
            throw;
        }
    }

    private static SyntaxNode Mutate(SyntaxNode root, Random random)
    {
        var literals = root.DescendantNodes().OfType<AttributeArgumentSyntax>().Select(argument => argument.Expression).OfType<LiteralExpressionSyntax>().ToArray();
        var edited = Enumerable.Range(0, random.Next(1, 4)).Select(_ => literals[random.Next(literals.Length)]).Distinct().ToArray();
        return root.ReplaceNodes(edited, (literal, _) => literal.IsKind(SyntaxKind.NumericLiteralExpression)
            ? SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(new[] { 0, 1, 10, 20, 40, 1_000_000, 2_000_000_000 }[random.Next(7)]))
            : literal.IsKind(SyntaxKind.StringLiteralExpression)
                ? SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(Mutate(literal.Token.ValueText, random)))
                : literal);
    }

    private static string Mutate(string text, Random random)
    {
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(4) switch
            {
                0 when at < text.Length => text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at)),
                1 => text.Insert(at, text),
                2 => text.Length == 0 ? text : text[..at] + text[random.Next(text.Length)..],
                _ => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
            };
        }

        return text.Length > 300 ? text[..300] : text;
    }
}
