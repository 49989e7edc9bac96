using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Pico.Generators.Diagnostics;
using Pico.Generators.Models;

namespace Pico.Generators.Pipelines;

/// <summary>
/// Reports PICO1xxx with real locations: the same binder and lowering as the generator, from a symbol action, so that it
/// works while typing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    private static readonly DeclarationReader Reader = new(ScalarFunctions.Resolve);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ModelDiagnostics.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType, SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var isOurs = context.Symbol is IMethodSymbol
            ? Marks.Has(context.Symbol, Marks.TensorFunction)
            : Marks.Has(context.Symbol, Marks.Layer) || Marks.Has(context.Symbol, Marks.Model) || Marks.Has(context.Symbol, Marks.Specialize);
        if (!isOurs)
        {
            if (context.Symbol is INamedTypeSymbol stranger)
            {
                foreach (var diagnostic in StrayMarks.Find(stranger))
                {
                    context.ReportDiagnostic(diagnostic);
                }
            }

            return;
        }

        foreach (var diagnostic in Reader.Diagnose(context.Symbol, context.Compilation, context.Options.AdditionalFiles, context.CancellationToken))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
