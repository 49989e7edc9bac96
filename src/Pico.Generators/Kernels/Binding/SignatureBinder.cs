using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;
using Pico.Generators.Emit;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds what a kernel looks like from outside, and refuses what its span form or its gradient could not be.</summary>
internal static class SignatureBinder
{
    public static KernelSignature? Bind(BindingSession session, IMethodSymbol method, IReadOnlyList<BoundParameter> parameters)
    {
        var kernel = KernelAttributes.Find(method, "KernelAttribute");
        var isKernel = kernel is not null;
        var differentiable = KernelAttributes.Find(method, "DifferentiableAttribute");
        var isDifferentiable = differentiable is not null;
        var reduction = (KernelReduction)(kernel?.NamedArguments.FirstOrDefault(argument => argument.Key == "Reduce").Value.Value as int? ?? 0);
        var returns = method.ReturnsVoid ? null : ScalarTypes.Of(method.ReturnType);
        var bound = parameters.SelectMany(parameter => LaneParameters(method, parameter)).ToEquatableArray();
        var isValid = parameters.Aggregate(true, (valid, parameter) => valid & CheckPassing(session, method, parameter)) && CheckNames(session, method, bound);
        if (isKernel && isValid)
        {
            isValid = CheckKernel(session, method, bound, returns) & CheckReduction(session, method, bound, returns, reduction);
        }

        if (!isValid)
        {
            return null;
        }

        isDifferentiable = isDifferentiable && CheckDifferentiable(session, method, bound, returns);
        if (!isKernel && !isDifferentiable)
        {
            return null;
        }

        var first = 0;
        var declared = new List<MethodParameter>();
        foreach (var parameter in parameters)
        {
            var type = parameter.Symbol?.Type ?? method.ReturnType;
            var streams = LaneParameters(method, parameter).ToArray();
            var modifier = parameter.Parts[0].Passing switch
            {
                ParameterPassing.Ref => "ref ",
                ParameterPassing.Out => "out ",
                _ => parameter.Symbol?.RefKind is RefKind.In or RefKind.RefReadOnlyParameter ? "in " : "",
            };
            declared.Add(new MethodParameter(
                parameter.Symbol?.Name ?? "result", modifier, parameter.Struct is null ? streams[0].ScalarTypeName : TypeName(method, type),
                first, parameter.Struct is not null, Layout(parameter.Struct)));
            first += streams.Length;
        }

        var made = parameters.Count > 0 && parameters[parameters.Count - 1].Kind == BoundKind.Result ? declared[declared.Count - 1] : null;
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
            Declared = declared.Take(declared.Count - (made is null ? 0 : 1)).ToEquatableArray(),
            ReturnsStruct = made,
        };
        return GeneratedNames.Check(session, method, signature);
    }

    private static IEnumerable<LaneParameter> LaneParameters(IMethodSymbol method, BoundParameter parameter)
    {
        var isIn = parameter.Symbol?.RefKind is RefKind.In or RefKind.RefReadOnlyParameter;
        return parameter is { Struct: { } structure, Symbol: { } symbol } && parameter.Parts[0].IsUniform
            ? new[]
            {
                new LaneParameter(
                    symbol.Name, ScalarType.Bool, LaneDirection.Uniform, isIn, TypeName(method, symbol.Type),
                    structure.Parts.Select(part => new LaneField(part.Path, part.Type)).ToEquatableArray()),
            }
            : parameter.Parts.Select(part => new LaneParameter(part.Name, part.Type, Direction(part), isIn && part.IsUniform, null, EquatableArray<LaneField>.Empty)
            {
                Element = part.Element,
                IsLaneIndex = part.IsLaneIndex,
                IsUniformSpan = part.Span is { IsUniform: true },
            });
    }

    private static LaneDirection Direction(ScalarParameterSpec parameter) =>
        parameter.Span is { } span ? span.IsWritable ? LaneDirection.WritableMemory : LaneDirection.Memory
        : parameter.IsElementIndex ? LaneDirection.ElementIndex
        : parameter.IsUniform ? LaneDirection.Uniform : parameter.Passing switch
        {
            ParameterPassing.Ref => LaneDirection.InOut,
            ParameterPassing.Out => LaneDirection.Out,
            _ => LaneDirection.In,
        };

    private static EquatableArray<StructScalar> Layout(LaneStruct? structure) => structure is { HasLayout: true }
        ? structure.Parts.Select(part => new StructScalar(part.Path, part.Element, part.Offset)).ToEquatableArray()
        : EquatableArray<StructScalar>.Empty;

    /// <summary>The plain name where it says enough, which reads better.</summary>
    private static string TypeName(IMethodSymbol method, ITypeSymbol type) =>
        type.ContainingType is null && SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, method.ContainingNamespace)
            ? NameScope.Identifier(type.Name)
            : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static bool CheckPassing(BindingSession session, IMethodSymbol method, BoundParameter parameter)
    {
        if (parameter.Symbol is not { } symbol)
        {
            return true; // a struct that is returned
        }

        var (first, isIn) = (parameter.Parts[0], symbol.RefKind is RefKind.In or RefKind.RefReadOnlyParameter);
        var why = first.IsUniform && parameter.IsReference
            ? "a [Uniform] parameter has one value for all lanes, so a lane cannot write it"
            : parameter.Struct is { } structure ? WhyNot(structure, first.IsUniform)
            : isIn && !first.IsUniform ? "a stream of scalars is passed by value, or by ref or out when it is written; a [Uniform] parameter may be in"
            : first.IsElementIndex && (first.Type != ScalarType.Int32 || first.Element.IsNarrow() || first.Passing != ParameterPassing.Value || isIn || first.IsUniform)
                ? "the index of an element or lane is an int, passed by value, and differs from element to element"
            : null;
        if (why is not null)
        {
            session.Report(KernelDiagnostics.Passing, symbol.Locations[0], symbol.Name, why);
        }

        return why is null;
    }

    private static string? WhyNot(LaneStruct structure, bool isUniform) =>
        isUniform
            ? structure.Parts.FirstOrDefault(part => !part.IsReadable) is { } hidden
                ? "the generated code cannot read '" + hidden.Path + "' of '" + structure.Type.Name + "', which is not public or internal"
                : null
            : structure.IsComplete ? null
            : "every field of a stream's struct must be a scalar or such a struct: " + LaneStruct.WhyNot(structure.Type) + " (or mark it [Uniform])";

    /// <summary>The parts of a struct have names of their own, which may be those of other parameters.</summary>
    private static bool CheckNames(BindingSession session, IMethodSymbol method, EquatableArray<LaneParameter> parameters)
    {
        var clash = parameters.GroupBy(parameter => parameter.Name).FirstOrDefault(group => group.Count() > 1);
        if (clash is not null)
        {
            session.Report(KernelDiagnostics.NameTaken, method.Locations[0], clash.Key, method.Name, "two of its parameters would have that name: rename one, or a field");
        }

        return clash is null;
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
            : returns is null ? method.ReturnsVoid ? "it returns nothing" : "a struct has no sum or order"
            : returns == ScalarType.Bool ? "bool has no sum or order; return 1 or 0"
            : parameters.Any(parameter => parameter.IsWritten) ? "it also writes a ref or out parameter"
            : null;
        if (why is not null)
        {
            session.Report(KernelDiagnostics.NotReducible, method.Locations[0], method.Name, reduction.ToString(), why);
        }

        return why is null;
    }

    private static bool CheckDifferentiable(BindingSession session, IMethodSymbol method, EquatableArray<LaneParameter> parameters, ScalarType? returns)
    {
        var written = method.Parameters.FirstOrDefault(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out || ScalarTypes.Span(parameter.Type) is { IsWritable: true });
        if (written is not null)
        {
            session.Report(KernelDiagnostics.Passing, written.Locations[0], written.Name, "a differentiable method takes values and returns one");
            return false;
        }

        var why = returns is not (ScalarType.Float32 or ScalarType.Float64) ? "has no derivative: it must return float or double"
            : !parameters.Any(parameter => parameter.HasDerivative) ? "has no derivative: no float or double parameter varies"
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
