using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Pico.Generators.Diagnostics;
using Pico.Generators.Kernels;

namespace Pico.Generators.Pipelines;

/// <summary>Reports PICO2xxx, while typing and in the build: it runs the binder and the passes that the generator runs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => KernelDiagnostics.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (KernelAttributes.Find(method, "KernelAttribute") is null && KernelAttributes.Find(method, "DifferentiableAttribute") is null)
        {
            return;
        }

        try
        {
            foreach (var diagnostic in KernelBinder.Diagnose(method, context.Compilation, context.CancellationToken))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                KernelDiagnostics.Internal, method.Locations[0], method.Name, failure.GetType().Name + ": " + failure.Message));
        }
    }
}
