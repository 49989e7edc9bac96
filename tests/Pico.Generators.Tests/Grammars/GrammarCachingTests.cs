using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Grammars;

/// <summary>An edit recomputes what it changes and nothing else, and no cached value holds on to a compilation.</summary>
public class GrammarCachingTests
{
    private const string Source = """
        [Grammar, Skip(" +")] // comment
        public static partial class Sums
        {
            [Token("[0-9]+")] static int Number(ReadOnlySpan<char> text) => int.Parse(text);
            [Rule("Number % '+'")] static int Sum(ReadOnlySpan<int> numbers) { var sum = 0; foreach (var number in numbers) sum += number; return sum; }
        }
        [Grammar("Names"), Recover("Names", After = "';'")]
        public sealed partial class Others
        {
            [Token("[a-z]+")] void Name() { }
            [Token("\"", Push = "inside")] void Quote() { }
            [Token("[^\"]+", Mode = "inside")] string Text(ReadOnlySpan<byte> text) => "";
            [Token("\"", Mode = "inside", Pop = true)] void Unquote() { }
            [Rule("(Name | Quote Text? Unquote)*", Name = "Names")] int Count(SourceSpan span, ParseErrors errors) => span.Length;
        }
        public class Unrelated { int field = 1; }
        """;

    [Theory]
    [InlineData("// comment", "// another comment\n\n")]
    [InlineData("int field = 1;", "int field = 2; void Method() { }")]
    [InlineData("var sum = 0;", "var sum = 1;")] // the bodies of methods are the user's
    public void Comments_bodies_and_unrelated_types_leave_every_later_step_cached(string before, string after)
    {
        var result = RunTwice(before, after);
        foreach (var step in new[] { GrammarGenerator.SpecStep, GrammarGenerator.SourceStep })
        {
            Assert.All(Reasons(result, step), reason => Assert.Contains(reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
        }

        Assert.All(Reasons(result, GrammarGenerator.SourceStep), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(
            result.Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Theory]
    [InlineData("'+'", "'-'")]
    [InlineData("[0-9]+", "[0-9]*[0-9]")]
    [InlineData("Skip(\" +\")", "Skip(\" *\\n\")")]
    [InlineData("static int Sum(ReadOnlySpan<int>", "static int Sum(System.Collections.Generic.List<int>")]
    public void An_edit_of_a_grammar_changes_its_own_file_only(string before, string after)
    {
        var reasons = Reasons(RunTwice(before, after), GrammarGenerator.SourceStep).ToArray();
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], reasons);
    }

    [Fact]
    public void Specs_hold_no_symbol_syntax_location_or_compilation()
    {
        var steps = Driver().RunGenerators(GrammarDriver.Compilation(Source)).GetRunResult().Results.Single().TrackedSteps;
        foreach (var name in new[] { GrammarGenerator.SpecStep, GrammarGenerator.SourceStep })
        {
            var values = steps[name].SelectMany(step => step.Outputs).Select(output => output.Value).ToArray();
            Assert.Equal(2, values.Length);
            Assert.All(values, value => Walk(value, name, []));
        }
    }

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new GrammarGenerator().AsSourceGenerator()],
        parseOptions: GeneratorHarness.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static GeneratorDriverRunResult RunTwice(string before, string after)
    {
        Assert.Contains(before, Source, StringComparison.Ordinal);
        var compilation = GrammarDriver.Compilation(Source);
        var driver = Driver().RunGenerators(compilation);
        var old = compilation.SyntaxTrees.Single(tree => tree.FilePath == "Source.cs");
        var edited = compilation.ReplaceSyntaxTree(
            old, CSharpSyntaxTree.ParseText(Source.Replace(before, after, StringComparison.Ordinal), GeneratorHarness.ParseOptions, path: old.FilePath));
        return driver.RunGenerators(edited).GetRunResult();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriverRunResult result, string step) =>
        result.Results.Single().TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Location or Compilation or SemanticModel or Diagnostic or IOperation or AttributeData,
            path + " holds a " + value.GetType().Name);
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Walk(item, path + "[]", seen);
            }
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), path + "." + field.Name, seen);
        }
    }
}
