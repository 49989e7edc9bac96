using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;
using Pico.Generators.Emit;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds what a kernel looks like from outside, and refuses what its span form or its gradient could not be.</summary>
internal static class SignatureBinder
{
    public static KernelSignature? Bind(BindingSession session, IMethodSymbol method, EquatableArray<ScalarParameterSpec> parameters)
    {
        var kernel = KernelAttributes.Find(method, "KernelAttribute");
        var isKernel = kernel is not null;
        var differentiable = KernelAttributes.Find(method, "DifferentiableAttribute");
        var isDifferentiable = differentiable is not null;
        var reduction = (KernelReduction)(kernel?.NamedArguments.FirstOrDefault(argument => argument.Key == "Reduce").Value.Value as int? ?? 0);
        var returns = method.ReturnsVoid ? null : ScalarTypes.Of(method.ReturnType);
        if (!method.ReturnsVoid && returns is null)
        {
            return null; // reported with the body
        }

        var bound = parameters.Select((parameter, i) => Parameter(method, i, parameter)).ToEquatableArray();
        var isValid = true;
        for (var i = 0; i < parameters.Count; i++)
        {
            isValid &= CheckPassing(session, method.Parameters[i], parameters[i]);
        }

        if (isKernel && isValid)
        {
            isValid = CheckKernel(session, method, bound, returns) & CheckReduction(session, method, bound, returns, reduction);
        }

        if (!isValid)
        {
            return null;
        }

        isDifferentiable = isDifferentiable && CheckDifferentiable(session, method, bound, returns, isKernel);
        if (!isKernel && !isDifferentiable)
        {
            return null;
        }

        var signature = new KernelSignature(
            method.Name,
            method.GetDocumentationCommentId() ?? method.Name,
            Accessibility(method.DeclaredAccessibility),
            bound,
            returns,
            isKernel,
            reduction,
            isDifferentiable,
            IsRegisterable: IsAccessible(method.ContainingType),
            WantsTensorForm: method.ContainingType.IsStatic && reduction == KernelReduction.None)
        {
            ReturnsElement = ScalarTypes.Element(method.ReturnType) ?? MemoryElement.Float32,
            IsParallel = kernel is not null && kernel.NamedArguments.Any(argument => argument is { Key: "Parallel", Value.Value: true }),
            WantsHessian = isDifferentiable && differentiable!.NamedArguments.Any(argument => argument is { Key: "Hessian", Value.Value: true }),
        };
        return GeneratedNames.Check(session, method, signature);
    }

    private static LaneParameter Parameter(IMethodSymbol method, int index, ScalarParameterSpec parameter) => new(
        parameter.Name,
        parameter.Type,
        parameter.Span is { } span ? span.IsWritable ? LaneDirection.WritableMemory : LaneDirection.Memory
        : parameter.IsElementIndex ? LaneDirection.ElementIndex
        : parameter.IsUniform ? LaneDirection.Uniform : parameter.Passing switch
        {
            ParameterPassing.Ref => LaneDirection.InOut,
            ParameterPassing.Out => LaneDirection.Out,
            _ => LaneDirection.In,
        },
        parameter.Passing == ParameterPassing.In,
        parameter.Struct is null ? null : TypeName(method, method.Parameters[index].Type),
        parameter.Struct is { } structure
            ? structure.Fields.Select(field => new LaneField(field.Name, field.Type)).ToEquatableArray()
            : EquatableArray<LaneField>.Empty)
    {
        Element = parameter.Element,
        IsUniformSpan = parameter.Span is { IsUniform: true },
    };

    /// <summary>The plain name where it says enough, which reads better.</summary>
    private static string TypeName(IMethodSymbol method, ITypeSymbol type) =>
        type.ContainingType is null && SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, method.ContainingNamespace)
            ? NameScope.Identifier(type.Name)
            : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static bool CheckPassing(BindingSession session, IParameterSymbol symbol, ScalarParameterSpec parameter)
    {
        var why = parameter.IsUniform && parameter.Passing is ParameterPassing.Ref or ParameterPassing.Out && parameter.IsUniform
            ? "a [Uniform] parameter has one value for all lanes, so a lane cannot write it"
            : parameter is { IsUniform: false, Struct: not null } ? "a struct is the same for all lanes: mark it [Uniform]"
            : parameter is { IsUniform: false, Passing: ParameterPassing.In } ? "a stream is passed by value, or by ref or out when it is written; a [Uniform] parameter may be in"
            : parameter.IsElementIndex && (parameter.Type != ScalarType.Int32 || parameter.Element.IsNarrow() || parameter.Passing != ParameterPassing.Value || parameter.IsUniform)
                ? "the element's index is an int, passed by value, and differs from element to element"
            : parameter is { Span: not null, Element: MemoryElement.Bool } ? "memory that elements share holds numbers: use byte"
            : null;
        if (why is not null)
        {
            session.Report(KernelDiagnostics.Passing, symbol.Locations[0], symbol.Name, why);
        }

        return why is null;
    }

    private static bool CheckKernel(BindingSession session, IMethodSymbol method, EquatableArray<LaneParameter> parameters, ScalarType? returns)
    {
        var isReduced = KernelAttributes.Find(method, "KernelAttribute")!.NamedArguments.Any(argument => argument.Key == "Reduce");
        var counts = parameters.Any(parameter => parameter.Direction == LaneDirection.ElementIndex) && returns is not null && !isReduced;
        var why = !parameters.Any(parameter => parameter.IsStream) && !counts
            ? "has no stream: without a parameter that differs from element to element there is no length"
            : returns is null && !parameters.Any(parameter => parameter.IsWritten)
                ? "has no result: return a value, or write a ref or out parameter or a span"
                : null;
        if (why is not null)
        {
            session.Report(KernelDiagnostics.NothingToDo, method.Locations[0], method.Name, why);
        }

        return why is null;
    }

    private static bool CheckReduction(
        BindingSession session, IMethodSymbol method, EquatableArray<LaneParameter> parameters, ScalarType? returns, KernelReduction reduction)
    {
        if (reduction == KernelReduction.None)
        {
            return true;
        }

        var why = reduction is not (KernelReduction.Sum or KernelReduction.Max or KernelReduction.Min or KernelReduction.ArgMax or KernelReduction.ArgMin) ? "there is no such reduction"
            : returns is null ? "it returns nothing"
            : returns == ScalarType.Bool ? "bool has no sum or order; return 1 or 0"
            : parameters.Any(parameter => parameter.IsWritten) ? "it also writes a ref or out parameter"
            : null;
        if (why is not null)
        {
            session.Report(KernelDiagnostics.NotReducible, method.Locations[0], method.Name, reduction.ToString(), why);
        }

        return why is null;
    }

    private static bool CheckDifferentiable(BindingSession session, IMethodSymbol method, EquatableArray<LaneParameter> parameters, ScalarType? returns, bool isKernel)
    {
        var written = parameters.FirstOrDefault(parameter => parameter.IsWritten);
        if (written is not null)
        {
            var symbol = method.Parameters.First(parameter => parameter.Name == written.Name);
            session.Report(KernelDiagnostics.Passing, symbol.Locations[0], symbol.Name, "a differentiable method takes values and returns one");
            return false;
        }

        var why = returns is not (ScalarType.Float32 or ScalarType.Float64) ? "has no derivative: it must return float or double"
            : !parameters.Any(parameter => parameter.HasDerivative && (parameter.IsStream || !isKernel)) ? "has no derivative: no float or double parameter varies"
            : null;
        if (why is not null)
        {
            session.Report(KernelDiagnostics.NothingToDo, method.Locations[0], method.Name, why);
        }

        return why is null;
    }

    private static bool IsAccessible(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility is Microsoft.CodeAnalysis.Accessibility.Private or Microsoft.CodeAnalysis.Accessibility.Protected or Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal)
            {
                return false;
            }
        }

        return true;
    }

    private static string Accessibility(Accessibility accessibility) => accessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Public => "public",
        Microsoft.CodeAnalysis.Accessibility.Internal => "internal",
        Microsoft.CodeAnalysis.Accessibility.Protected => "protected",
        Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal",
        Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };
}
