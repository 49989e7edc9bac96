using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Emit;
using Pico.Generators.Ir;
using Pico.Generators.Models;

namespace Pico.Generators.Pipelines;

/// <summary>From <c>[Layer]</c>, <c>[TensorFunction]</c> and <c>[Model]</c> to source.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    private static readonly DeclarationReader Reader = new(ScalarFunctions.Resolve);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var layers = context.SyntaxProvider
            .BindBeside("Pico.LayerAttribute", (node, _) => node is ClassDeclarationSyntax, ReadLayer)
            .WithTrackingName(Steps.Layers);
        var functions = context.SyntaxProvider
            .BindBeside("Pico.TensorFunctionAttribute", (node, _) => node is MethodDeclarationSyntax, ReadFunction)
            .WithTrackingName(Steps.Functions);
        var models = context.SyntaxProvider
            .BindBeside("Pico.ModelAttribute", (node, _) => node is ClassDeclarationSyntax, ReadModel)
            .WithTrackingName(Steps.Models);
        var lowered = models.SelectBeside(LoweredModel.Of).WithTrackingName(Steps.Programs);

        var layerSources = layers
            .Select((layer, _) => new GeneratedSource(layer.Type.HintName + ".Layer.g.cs", LayerEmitter.Emit(layer)))
            .WithTrackingName(Steps.LayerSources);
        var functionSources = functions
            .Select((function, _) => function is null ? null : new GeneratedSource(HintNames.Of(function), LayerFunctionEmitter.Emit(function)))
            .WithTrackingName(Steps.FunctionSources);
        var modelMembers = lowered
            .Select((model, _) => !model.Declaration.CanExtend ? null : new GeneratedSource(
                model.Declaration.Type.HintName + ".Model.g.cs", LayerStackEmitter.Emit(model.Declaration, model.Problem)))
            .WithTrackingName(Steps.ModelMembers);

        var plans = lowered
            .SelectBeside(CompiledModel.Of)
            .WithTrackingName(Steps.Plans);

        // Only who uses it gets the attribute, with the names that may stand in it.
        var specialize = models
            .SelectMany((model, _) => model.SpecializedNames is { } names ? ImmutableArray.Create(names) : ImmutableArray<EquatableArray<string>>.Empty)
            .Collect()
            .Select((names, _) => names.IsEmpty ? null : new GeneratedSource("Pico.SpecializeAttribute.g.cs", SpecializeAttributeEmitter.Emit(names.SelectMany(list => list), EmbeddedAttribute.Name)))
            .WithTrackingName(Steps.SpecializeAttribute);

        var passes = context.AnalyzerConfigOptionsProvider.Select((options, _) =>
            options.GlobalOptions.TryGetValue(PassDump.Property, out var names) ? names : string.Empty);
        var dumps = lowered
            .Combine(passes)
            .Select((pair, _) => PassDump.Of(pair.Left, pair.Right))
            .WithTrackingName(Steps.Dumps);

        context.RegisterSourceOutput(layerSources, GeneratedSource.Add);
        context.RegisterSourceOutput(functionSources, GeneratedSource.Add);
        context.RegisterSourceOutput(modelMembers, GeneratedSource.Add);
        context.RegisterSourceOutput(specialize, static (context, source) =>
        {
            GeneratedSource.Add(context, source);
            GeneratedSource.Add(context, source is null ? null : EmbeddedAttribute.Source);
        });
        context.RegisterSourceOutput(dumps, GeneratedSource.Add);
        context.RegisterSourceOutput(plans, static (context, sources) => sources.AddTo(context));
    }

    private static LayerDeclaration ReadLayer(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        BoundDeclarations.Get(
        Steps.Layers, context.TargetSymbol, context.SemanticModel.Compilation, read => Reader.ReadLayer((INamedTypeSymbol)context.TargetSymbol, context.SemanticModel.Compilation, cancellation, read));

    private static FunctionDeclaration? ReadFunction(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        BoundDeclarations.Get(
        Steps.Functions, context.TargetSymbol, context.SemanticModel.Compilation, read => Reader.ReadFunction((IMethodSymbol)context.TargetSymbol, context.SemanticModel.Compilation, cancellation, read));

    private static ModelDeclaration ReadModel(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        BoundDeclarations.Get(
        Steps.Models, context.TargetSymbol, context.SemanticModel.Compilation, read => Reader.ReadModel((INamedTypeSymbol)context.TargetSymbol, context.SemanticModel.Compilation, cancellation, read));

    /// <summary>The names under which the driver tracks the steps.</summary>
    internal static class Steps
    {
        public const string Layers = nameof(Layers);
        public const string Functions = nameof(Functions);
        public const string Models = nameof(Models);
        public const string Programs = nameof(Programs);
        public const string LayerSources = nameof(LayerSources);
        public const string FunctionSources = nameof(FunctionSources);
        public const string ModelMembers = nameof(ModelMembers);
        public const string Plans = nameof(Plans);
        public const string Dumps = nameof(Dumps);
        public const string SpecializeAttribute = nameof(SpecializeAttribute);
    }
}
