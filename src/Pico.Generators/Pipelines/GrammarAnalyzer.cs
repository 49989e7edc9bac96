using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Pico.Generators.Diagnostics;
using Pico.Generators.Grammars;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Pipelines;

/// <summary>Reports PICO3xxx, while typing and in the build: it runs the binder and the passes that the generator runs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GrammarAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => GrammarDiagnostics.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        try
        {
            var diagnostics = GrammarAttributes.Of(type, "GrammarAttribute").Any()
                ? Check(type, context.CancellationToken)
                : Strays(type, context.CancellationToken);
            foreach (var diagnostic in diagnostics)
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                GrammarDiagnostics.Internal, type.Locations[0], type.Name, failure.GetType().Name + ": " + failure.Message));
        }
    }

    private static IEnumerable<Diagnostic> Check(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var binding = GrammarBinder.Bind(type, cancellation);
        if (binding.Spec is null || binding.Diagnostics.Count > 0)
        {
            return binding.Diagnostics;
        }

        var lowered = GrammarLowering.Lower(binding.Spec);
        var faults = lowered.Faults.Count > 0 ? lowered.Faults : CompileGrammar.Run(lowered.Grammar, lowered.Lexer, lowered.LexerSites).Faults;
        return faults.Select(fault => Diagnostic.Create(
            GrammarDiagnostics.Of(fault.Kind), binding.Sites.Locate(fault.Range.Site, fault.Range.Start, fault.Range.Length), fault.Arguments.Cast<object>().ToArray()));
    }

    /// <summary>Attributes of grammars on the members of a type that is none.</summary>
    private static IEnumerable<Diagnostic> Strays(INamedTypeSymbol type, CancellationToken cancellation) =>
        from method in type.GetMembers().OfType<IMethodSymbol>()
        from attribute in method.GetAttributes()
        where GrammarAttributes.IsMark(attribute)
        select Diagnostic.Create(
            GrammarDiagnostics.Stray, attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? method.Locations[0],
            "[" + attribute.AttributeClass!.Name.Replace("Attribute", "") + "]", type.Name);
}
