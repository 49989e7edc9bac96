using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Pico.CodeFixes;
using Pico.Generators.Pipelines;
using Pico.Generators.Tests.Models;

namespace Pico.Generators.Tests.CodeFixes;

/// <summary>
/// The fix for PICO1001 and PICO2001. A place between <c>[|</c> and <c>|]</c> is where the diagnostic is reported.
/// </summary>
public class MakePartialTests
{
    [Theory]
    [InlineData("class [|A|];", "partial class A;")]
    [InlineData("[Model]\npublic sealed class [|A|](int x) { }", "[Model]\npublic sealed partial class A(int x) { }")]
    [InlineData("/// <summary>Text.</summary>\nclass [|A|] { }", "/// <summary>Text.</summary>\npartial class A { }")]
    [InlineData("public /* why */ static class [|A|] { }", "public /* why */ static partial class A { }")]
    [InlineData("readonly ref struct [|A|] { }", "readonly ref partial struct A { }")]
    [InlineData("record struct [|A|](int X);", "partial record struct A(int X);")]
    [InlineData("class A { [Kernel] static float [|F|](float x) => x; }", "partial class A { [Kernel] static float F(float x) => x; }")]
    [InlineData("class A { class B { class [|C|]; } class D; }", "partial class A { partial class B { partial class C; } class D; }")]
    [InlineData("partial class A { interface B { class [|C|]; } }", "partial class A { partial interface B { partial class C; } }")]
    [InlineData("namespace N { public class A { partial class [|B|]; } }", "namespace N { public partial class A { partial class B; } }")]
    public async Task Makes_the_type_and_all_around_it_partial(string marked, string expected)
    {
        foreach (var id in new[] { "PICO1001", "PICO2001" })
        {
            var (document, diagnostics) = Open(marked, id);
            Assert.Equal(expected, await TextAfter(document, Assert.Single(await ActionsFor(document, Assert.Single(diagnostics)))));
        }
    }

    [Fact]
    public async Task Title_names_the_type()
    {
        var (document, diagnostics) = Open("class Outer { class [|Gpt|]; }", "PICO1001");
        Assert.Equal("Make 'Gpt' partial", Assert.Single(await ActionsFor(document, diagnostics[0])).Title);
    }

    [Fact]
    public async Task Fix_all_changes_a_shared_outer_type_once()
    {
        const string Marked = "class A { class [|B|]; class [|C|] { class [|D|]; } }\nclass [|E|];";
        var (document, diagnostics) = Open(Marked, "PICO1001");
        var provider = new MakePartialCodeFixProvider();
        var context = new FixAllContext(
            document, provider, FixAllScope.Document, nameof(MakePartialCodeFixProvider), ["PICO1001"], new Reported(diagnostics), default);
        var action = await provider.GetFixAllProvider().GetFixAsync(context);
        Assert.Equal(
            "partial class A { partial class B; partial class C { partial class D; } }\npartial class E;",
            await TextAfter(document, action!));
    }

    /// <summary>From the analyzers' own diagnostics to code that they accept.</summary>
    [Theory]
    [InlineData("PICO1001", "static class Outer { [Layer] public sealed class Twice { public Tensor Forward(Tensor x) => x + x; } }", "static partial class Outer { [Layer] public sealed partial class Twice {")]
    [InlineData("PICO2001", "static class Outer { static class Inner { [Kernel] public static float Twice(float x) => x + x; } }", "static partial class Outer { static partial class Inner { [Kernel]")]
    public async Task The_fix_cures_what_the_analyzer_reports(string id, string source, string cured)
    {
        var innermost = (await Analyze(source)).Where(problem => problem.Id == id).MaxBy(problem => problem.Location.SourceSpan.Start);
        Assert.NotNull(innermost);
        var (document, _) = Open(ModelHarness.Usings + source, id);
        var text = (await TextAfter(document, Assert.Single(await ActionsFor(document, innermost))))[ModelHarness.Usings.Length..];
        Assert.StartsWith(cured, text);
        Assert.DoesNotContain(await Analyze(text), problem => problem.Id == id);
    }

    [Fact]
    public void Fixes_exactly_the_two_ids() =>
        Assert.Equal<string>(["PICO1001", "PICO2001"], [.. new MakePartialCodeFixProvider().FixableDiagnosticIds]);

    private static (Document Document, ImmutableArray<Diagnostic> Diagnostics) Open(string marked, string id)
    {
        var text = marked;
        var spans = new List<TextSpan>();
        for (var start = text.IndexOf("[|", StringComparison.Ordinal); start >= 0; start = text.IndexOf("[|", StringComparison.Ordinal))
        {
            var end = text.IndexOf("|]", StringComparison.Ordinal) - 2;
            text = text.Remove(start, 2).Remove(end, 2);
            spans.Add(TextSpan.FromBounds(start, end));
        }

        var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Probe", LanguageNames.CSharp).AddDocument("Probe.cs", text);
        var tree = document.GetSyntaxTreeAsync().Result!;
        var descriptor = new DiagnosticDescriptor(id, "Title", "Message", "Pico", DiagnosticSeverity.Error, isEnabledByDefault: true);
        return (document, [.. spans.Select(span => Diagnostic.Create(descriptor, Location.Create(tree, span)))]);
    }

    private static Task<ImmutableArray<Diagnostic>> Analyze(string source) => ModelHarness.Compile(source)
        .WithAnalyzers([new ModelAnalyzer(), new KernelAnalyzer()])
        .GetAnalyzerDiagnosticsAsync();

    private static async Task<IReadOnlyList<CodeAction>> ActionsFor(Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await new MakePartialCodeFixProvider().RegisterCodeFixesAsync(
            new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
        return actions;
    }

    private static async Task<string> TextAfter(Document document, CodeAction action)
    {
        var change = Assert.Single((await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>());
        return (await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private sealed class Reported(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
