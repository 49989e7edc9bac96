using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Emit;
using Pico.Generators.Grammars;
using Pico.Generators.Passes;

namespace Pico.Generators.Pipelines;

/// <summary>Writes lexers and parsers of grammars. It reports nothing: <see cref="GrammarAnalyzer"/> does.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class GrammarGenerator : IIncrementalGenerator
{
    /// <summary>Names of the steps, for tests of caching.</summary>
    internal const string SpecStep = "GrammarSpecs", SourceStep = "GrammarSources";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var specs = context.SyntaxProvider
            .BindBeside(
                GrammarAttributes.Grammar,
                (node, _) => node is TypeDeclarationSyntax,
                (match, cancellation) => match.TargetSymbol is INamedTypeSymbol type
                    ? Attempt(() => BoundDeclarations.Get(SpecStep, type, match.SemanticModel.Compilation, _ => GrammarBinder.Bind(type, cancellation).Spec))
                    : null)
            .Where(spec => spec is not null)
            .Select((spec, _) => spec!)
            .WithTrackingName(SpecStep);

        var sources = specs
            .SelectBeside(spec => Attempt(() => new GeneratedSource(spec.Container.HintName, Write(spec))))
            .WithTrackingName(SourceStep);

        context.RegisterSourceOutput(sources, GeneratedSource.Add);
    }

    private static string Write(GrammarSpec spec)
    {
        var lowered = GrammarLowering.Lower(spec);
        var plan = !spec.IsUsable || lowered.Faults.Count > 0 ? null : CompileGrammar.Run(lowered.Grammar, lowered.Lexer, lowered.LexerSites).Plan;
        return plan is null
            ? GrammarClassEmitter.WriteStub(spec.Container, lowered.Grammar, lowered.Lexer)
            : GrammarClassEmitter.Write(spec.Container, plan);
    }

    /// <summary>The analyzer meets the same failure and reports it as PICO3099.</summary>
    private static T? Attempt<T>(Func<T?> step)
        where T : class
    {
        try
        {
            return step();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return null;
        }
    }
}
