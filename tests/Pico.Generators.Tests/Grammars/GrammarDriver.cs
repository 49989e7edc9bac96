using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Pipelines;
using Pico.Parsing;
using ParseOptions = Pico.Parsing.ParseOptions;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Compiles grammars together with code that calls their parsers, since spans cannot be handed over by reflection.</summary>
internal sealed class GrammarDriver
{
    private const string Usings = "global using System.Collections.Generic; global using System.Globalization; global using System.Linq; global using Pico.Parsing;";

    private readonly Func<string, bool, ParseOptions?, (bool, bool, object?, IReadOnlyList<ParseError>)> parse;
    private readonly Func<string, bool, bool>? accepts;

    private GrammarDriver(Type driver, string name)
    {
        parse = driver.GetMethod("Parse" + name)!.CreateDelegate<Func<string, bool, ParseOptions?, (bool, bool, object?, IReadOnlyList<ParseError>)>>();
        accepts = driver.GetMethod("Accepts" + name)?.CreateDelegate<Func<string, bool, bool>>();
    }

    /// <summary>Compiles a source and runs the generator on it.</summary>
    public static GeneratorHarness Run(string source) => GeneratorHarness.Run(Compilation(source), new GrammarGenerator());

    /// <summary>A compilation with the usings that grammars want.</summary>
    public static CSharpCompilation Compilation(string source) =>
        GeneratorHarness.Compile(source).AddSyntaxTrees(CSharpSyntaxTree.ParseText(Usings, GeneratorHarness.ParseOptions));

    /// <summary>The parser of one entry of the one grammar in a source.</summary>
    public static GrammarDriver Compile(string source, string grammar, string entry, bool recognizes = false) => Compile(source, [(grammar, entry)], recognizes)[0];

    /// <summary>Parsers of several entries.</summary>
    /// <param name="source">The grammars.</param>
    /// <param name="entries">Classes and the nonterminals that a text consists of.</param>
    /// <param name="recognizes">Whether they have recognizers.</param>
    public static IReadOnlyList<GrammarDriver> Compile(string source, IReadOnlyList<(string Grammar, string Entry)> entries, bool recognizes = false)
    {
        var compilation = Compilation(source);
        var text = new StringBuilder("public static class Driver\n{\n");
        foreach (var (grammar, entry) in entries)
        {
            var isStatic = compilation.GetTypeByMetadataName(grammar)!.IsStatic;
            var target = isStatic ? grammar : $"new {grammar}()";
            text.AppendLine($"public static (bool, bool, object?, IReadOnlyList<ParseError>) Parse{grammar}{entry}(string text, bool utf8, ParseOptions? options)");
            text.AppendLine($"{{ var r = utf8 ? {target}.Parse{entry}(System.Text.Encoding.UTF8.GetBytes(text), options) : {target}.Parse{entry}(text, options);");
            text.AppendLine("return (r.IsSuccess, r.HasValue, r.ValueOrDefault, r.Errors); }");
            if (recognizes)
            {
                text.AppendLine($"public static bool Accepts{grammar}{entry}(string text, bool utf8) => utf8 ? {grammar}.Accepts{entry}(System.Text.Encoding.UTF8.GetBytes(text)) : {grammar}.Accepts{entry}(text);");
            }
        }

        var run = GeneratorHarness.Run(
            compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text.Append('}').ToString(), GeneratorHarness.ParseOptions)), new GrammarGenerator());
        var errors = run.CompilerErrors.Where(diagnostic => diagnostic.Id != "CS1591").ToArray();
        Assert.True(errors.Length == 0, string.Join("\n", errors.DistinctBy(error => error.Id).Select(error => error + "\n    " + LineOf(error))) + "\n" + source);
        if (run.Sources.Values.Any(file => file.Contains("The grammar has errors", StringComparison.Ordinal)))
        {
            Assert.Fail(string.Join("\n", run.Analyze(new GrammarAnalyzer()).GetAwaiter().GetResult()) + "\n" + source);
        }

        var driver = run.Load().GetType("Driver")!;
        return [.. entries.Select(entry => new GrammarDriver(driver, entry.Grammar + entry.Entry))];
    }

    private static string LineOf(Diagnostic error) => error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";

    public bool Accepts(string text, bool utf8 = false) => accepts!(text, utf8);

    public ParsedText Parse(string text, bool utf8 = false, ParseOptions? options = null)
    {
        var (isSuccess, hasValue, value, errors) = parse(text, utf8, options);
        return new ParsedText(isSuccess, hasValue, value, errors);
    }
}

/// <summary>What a parse gave.</summary>
internal sealed record ParsedText(bool IsSuccess, bool HasValue, object? Value, IReadOnlyList<ParseError> Errors)
{
    /// <summary>The errors as <c>start..end message</c>.</summary>
    public string Report => string.Join("\n", Errors.Select(error => $"{error.Span.Start}..{error.Span.End} {error.Message}"));
}
