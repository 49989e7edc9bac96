using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Emit;
using Pico.Generators.Ir;
using Pico.Generators.Kernels;

namespace Pico.Generators.Pipelines;

/// <summary>Writes the span overloads and gradients of kernels. It reports nothing: <see cref="KernelAnalyzer"/> does.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class KernelGenerator : IIncrementalGenerator
{
    /// <summary>Names of the steps, for tests of caching.</summary>
    internal const string SpecStep = "KernelSpecs", ClassStep = "KernelClasses", SourceStep = "KernelSources";

    /// <summary>The plans of kernels that are still there: after an edit of one, the others of its type are written again, but not planned.</summary>
    private static readonly ConditionalWeakTable<KernelSpec, KernelPlan> Planned = new();

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var kernels = Methods(context, KernelAttributes.Kernel, _ => true);
        var differentiable = Methods(context, KernelAttributes.Differentiable, method => KernelAttributes.Find(method, "KernelAttribute") is null);

        var classes = kernels.Collect().Combine(differentiable.Collect())
            .SelectMany((both, _) => both.Left.Concat(both.Right)
                .GroupBy(kernel => kernel.Container)
                .Select(group => new KernelClassSpec(group.Key, group.ToEquatableArray())))
            .WithTrackingName(ClassStep);

        var target = context.CompilationProvider.Select((compilation, _) => Target(compilation));
        var sources = classes.Combine(target)
            .SelectBeside(pair => new KernelSource(pair.Left.Container.HintName, Write(pair.Left, pair.Right)))
            .WithTrackingName(SourceStep);

        context.RegisterSourceOutput(sources, (output, source) =>
        {
            if (source.Text is not null)
            {
                output.AddSource(source.HintName, source.Text);
            }
        });
    }

    private static IncrementalValuesProvider<KernelSpec> Methods(
        IncrementalGeneratorInitializationContext context, string attribute, Func<IMethodSymbol, bool> isWanted) =>
        context.SyntaxProvider
            .BindBeside(
                attribute,
                (node, _) => node is MethodDeclarationSyntax,
                (match, cancellation) => match.TargetSymbol is IMethodSymbol method && isWanted(method)
                    ? Bind(method, match.SemanticModel.Compilation, cancellation)
                    : null)
            .Where(spec => spec is not null)
            .Select((spec, _) => spec!)
            .WithTrackingName(SpecStep);

    private static KernelSpec? Bind(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        try
        {
            return BoundDeclarations.Get(SpecStep, method, compilation, read => KernelBinder.Bind(method, compilation, read, new KeptMethods(compilation), cancellation));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return null; // the analyzer meets the same failure and reports it as PICO2099
        }
    }

    private static string? Write(KernelClassSpec type, KernelTarget target)
    {
        try
        {
            var plans = type.Kernels.Select(kernel => Pending<KernelPlan>.Start(() => Planned.GetValue(kernel, KernelPlanner.Plan))).ToList();
            plans.ForEach(plan => plan.Help());
            return KernelClassEmitter.Write(type.Container, plans.Select(plan => plan.Value).ToList(), target, KernelSerializer.Version);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // What fails in writing the analyzer cannot tell.
            return "#error PICO2099: the kernel compiler failed on " + type.Container.HintName + " (" + failure.GetType().Name + ": " + failure.Message.Replace('\r', ' ').Replace('\n', ' ') +
                "); please report this with the method's source\n";
        }
    }

    private static KernelTarget Target(Compilation compilation) => new(
        compilation.Options is CSharpCompilationOptions { AllowUnsafe: true },
        compilation.GetTypeByMetadataName("Pico.KernelTwins") is not null,
        compilation.GetTypeByMetadataName("Pico.Tensor")?.GetMembers("Map").Length > 0)
    {
        RegistersKernels = KernelAttributes.Find(compilation.Assembly, "RegisterKernelsAttribute") is not null,
    };

    /// <summary>The kernels of one type.</summary>
    private sealed record KernelClassSpec(KernelContainer Container, EquatableArray<KernelSpec> Kernels);

    private sealed record KernelSource(string HintName, string? Text);
}
