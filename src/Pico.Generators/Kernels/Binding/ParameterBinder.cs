using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds the parameters of a method, kernel or helper. A struct becomes a parameter for each of its scalars.</summary>
internal static class ParameterBinder
{
    /// <returns>
    /// What the spec's parameters stand for, in their order: <c>this</c>, what the user declared, and where a struct goes that is returned or constructed.
    /// </returns>
    public static IReadOnlyList<BoundParameter>? Bind(BindingSession session, IMethodSymbol method)
    {
        var bound = new List<BoundParameter?>();
        var isConstructor = method.MethodKind == MethodKind.Constructor;
        if (!method.IsStatic && !isConstructor)
        {
            var passing = method.IsReadOnly || method.ContainingType.IsReadOnly ? ParameterPassing.In : ParameterPassing.Ref;
            bound.Add(Implied(session, method, BoundKind.Receiver, method.ContainingType, "this", passing));
        }

        bound.AddRange(method.Parameters.Select(parameter => Declared(session, parameter)));
        if (isConstructor)
        {
            bound.Add(Implied(session, method, BoundKind.Receiver, method.ContainingType, "this", ParameterPassing.Out));
        }
        else if (!method.ReturnsVoid && ScalarTypes.Of(method.ReturnType) is null)
        {
            bound.Add(method.ReturnsByRef || method.ReturnsByRefReadonly ? Refuse(session, method, method.ReturnType, "it is returned by reference")
                : Implied(session, method, BoundKind.Result, method.ReturnType, "result", ParameterPassing.Out));
        }

        return bound.Contains(null) ? null : bound.OfType<BoundParameter>().ToArray();
    }

    /// <summary>As the other, without a report.</summary>
    public static IReadOnlyList<BoundParameter>? BindQuietly(BindingSession session, IMethodSymbol method) =>
        Bind(new BindingSession(session.Compilation, session.Cancellation), method);

    public static Location Location(IParameterSymbol parameter) =>
        parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax { Type: { } type }
            ? type.GetLocation()
            : parameter.Locations.FirstOrDefault() ?? Microsoft.CodeAnalysis.Location.None;

    private static BoundParameter? Declared(BindingSession session, IParameterSymbol parameter)
    {
        var uniform = parameter.GetAttributes().Any(attribute => KernelAttributes.Is(attribute, "UniformAttribute"));
        var passing = parameter.RefKind switch
        {
            RefKind.None => ParameterPassing.Value,
            RefKind.In or RefKind.RefReadOnlyParameter => ParameterPassing.In,
            RefKind.Ref => ParameterPassing.Ref,
            _ => ParameterPassing.Out,
        };
        if (ScalarTypes.Of(parameter.Type) is { } type)
        {
            return new BoundParameter(BoundKind.Declared, parameter, null, EquatableArray.Of(new ScalarParameterSpec(parameter.Name, type, passing, uniform)
            {
                Element = ScalarTypes.Element(parameter.Type)!.Value,
                IsElementIndex = parameter.GetAttributes().Any(attribute => KernelAttributes.Is(attribute, "ElementIndexAttribute") || KernelAttributes.Is(attribute, "LaneIndexAttribute")),
                IsLaneIndex = parameter.GetAttributes().Any(attribute => KernelAttributes.Is(attribute, "LaneIndexAttribute")),
            }));
        }

        if (ScalarTypes.Span(parameter.Type) is var (element, isWritable) && passing == ParameterPassing.Value)
        {
            return new BoundParameter(BoundKind.Declared, parameter, null, EquatableArray.Of(
                new ScalarParameterSpec(parameter.Name, element.Lane(), passing, IsUniform: true) { Element = element, Span = new SpanSpec(isWritable) { IsUniform = uniform } }));
        }

        if (parameter.Type.TypeKind == TypeKind.Error)
        {
            session.HasCompilerErrors = true;
            return null;
        }

        if (LaneStruct.Of(parameter.Type) is { } structure && (structure.IsComplete || passing is ParameterPassing.Value or ParameterPassing.In))
        {
            return new BoundParameter(BoundKind.Declared, parameter, structure, Parts(structure, parameter.Name, passing, uniform));
        }

        session.Report(KernelDiagnostics.UnsupportedType, Location(parameter), ScalarTypes.Display(parameter.Type), ScalarTypes.WhyNot(parameter.Type));
        return null;
    }

    /// <summary>A parameter that the user did not write.</summary>
    private static BoundParameter? Implied(
        BindingSession session, IMethodSymbol method, BoundKind kind, ITypeSymbol type, string name, ParameterPassing passing) =>
        LaneStruct.Of(type) is { } structure && (structure.IsComplete || passing == ParameterPassing.In)
            ? new BoundParameter(kind, null, structure, Parts(structure, name, passing, isUniform: false))
            : Refuse(session, method, type, ScalarTypes.WhyNot(type));

    private static BoundParameter? Refuse(BindingSession session, IMethodSymbol method, ITypeSymbol type, string why)
    {
        if (type.TypeKind == TypeKind.Error)
        {
            session.HasCompilerErrors = true;
        }
        else
        {
            var place = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
            {
                MethodDeclarationSyntax declaration => declaration.ReturnType.GetLocation(),
                OperatorDeclarationSyntax declaration => declaration.ReturnType.GetLocation(),
                ConversionOperatorDeclarationSyntax declaration => declaration.Type.GetLocation(),
                _ => method.Locations.FirstOrDefault() ?? Microsoft.CodeAnalysis.Location.None,
            };
            session.Report(KernelDiagnostics.UnsupportedType, place, ScalarTypes.Display(type), why);
        }

        return null;
    }

    /// <summary>Of a uniform struct, programs call the parts as the user does; of streams, as the span form does.</summary>
    private static EquatableArray<ScalarParameterSpec> Parts(LaneStruct structure, string name, ParameterPassing passing, bool isUniform) => structure.Parts
        .Select(part => new ScalarParameterSpec(
            isUniform ? name + "." + part.Path : LaneStruct.Name(name, part), part.Type, passing, isUniform)
        { Element = part.Element })
        .ToEquatableArray();
}
