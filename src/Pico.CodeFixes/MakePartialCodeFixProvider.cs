using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Pico.CodeFixes;

/// <summary>
/// Adds <c>partial</c> to a model, a layer or the class of a kernel, and to every type around it, because the generator can
/// add members to a nested type only if all the types that contain it are partial too.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFixProvider)), Shared]
public sealed class MakePartialCodeFixProvider : CodeFixProvider
{
    /// <summary>PICO1001: a model or layer is not partial; PICO2001: the class of a kernel is not.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("PICO1001", "PICO2001");

    /// <summary>All types of a document in one change: two nested types may share an outer one that has to change once.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) =>
            await MakePartial(document, diagnostics.Select(diagnostic => diagnostic.Location.SourceSpan), context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || TypeAt(root, context.Span) is not { } type) return;
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Make '{type.Identifier.ValueText}' partial",
                cancellation => MakePartial(context.Document, new[] { context.Span }, cancellation),
                equivalenceKey: nameof(MakePartialCodeFixProvider)),
            context.Diagnostics);
    }

    private static async Task<Document> MakePartial(Document document, IEnumerable<TextSpan> spans, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root is null) return document;

        // Text, not nodes: `partial` stands directly before the keyword whatever other modifiers or comments there are.
        var insertions = spans
            .Select(span => TypeAt(root, span))
            .SelectMany(type => type?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>() ?? Enumerable.Empty<TypeDeclarationSyntax>())
            .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
            .Select(type => type.Keyword.SpanStart)
            .Distinct()
            .OrderBy(position => position)
            .Select(position => new TextChange(new TextSpan(position, 0), "partial "));
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(insertions));
    }

    private static TypeDeclarationSyntax? TypeAt(SyntaxNode root, TextSpan span) =>
        root.FindNode(span).FirstAncestorOrSelf<TypeDeclarationSyntax>();
}
