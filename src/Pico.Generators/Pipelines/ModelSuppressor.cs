using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Pico.Generators.Ir;
using Pico.Generators.Models;

namespace Pico.Generators.Pipelines;

/// <summary>
/// Silences the compiler's "parameter is unread" for a constructor's parameter that a <c>[Shape]</c> of the same class reads.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor ReadByShape = new(
        "PICOS1001", "CS9113", "The parameter is read by a [Shape] of the class");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => ImmutableArray.Create(ReadByShape);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var warning in context.ReportedDiagnostics)
        {
            if (warning.Location.SourceTree is { } tree &&
                tree.GetRoot(context.CancellationToken).FindNode(warning.Location.SourceSpan) is ParameterSyntax syntax &&
                context.GetSemanticModel(tree).GetDeclaredSymbol(syntax, context.CancellationToken) is IParameterSymbol parameter &&
                IsReadByShape(parameter))
            {
                context.ReportSuppression(Suppression.Create(ReadByShape, warning));
            }
        }
    }

    private static bool IsReadByShape(IParameterSymbol parameter) => parameter.ContainingType is { } type &&
        (Marks.Has(type, Marks.Layer) || Marks.Has(type, Marks.Model)) &&
        type.GetMembers().OfType<IMethodSymbol>().SelectMany(method => method.Parameters)
            .Select(other => Marks.Find(other, Marks.Shape)?.ConstructorArguments.FirstOrDefault().Value)
            .OfType<string>()
            .Any(text => ShapeParser.Parse(text, ScalarType.Float32, out _)?.Dimensions.Any(size => size.Symbols.Contains(parameter.Name)) == true);
}
