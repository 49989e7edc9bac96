using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds the parameters of a scalar method, kernel or helper.</summary>
internal static class ParameterBinder
{
    public static EquatableArray<ScalarParameterSpec>? Bind(BindingSession session, IMethodSymbol method)
    {
        var bound = new List<ScalarParameterSpec>();
        foreach (var parameter in method.Parameters)
        {
            if (Bind(session, parameter) is { } spec)
            {
                bound.Add(spec);
            }
        }

        return bound.Count == method.Parameters.Length ? bound.ToEquatableArray() : null;
    }

    private static ScalarParameterSpec? Bind(BindingSession session, IParameterSymbol parameter)
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
            return new ScalarParameterSpec(parameter.Name, type, passing, uniform, null)
            {
                Element = ScalarTypes.Element(parameter.Type)!.Value,
                IsElementIndex = parameter.GetAttributes().Any(attribute => KernelAttributes.Is(attribute, "ElementIndexAttribute")),
            };
        }

        if (ScalarTypes.Span(parameter.Type) is var (element, isWritable) && passing == ParameterPassing.Value)
        {
            return new ScalarParameterSpec(parameter.Name, element.Lane(), passing, IsUniform: true, null) { Element = element, Span = new SpanSpec(isWritable) { IsUniform = uniform } };
        }

        if (parameter.Type.TypeKind == TypeKind.Error)
        {
            session.HasCompilerErrors = true;
            return null;
        }

        if (passing is ParameterPassing.Value or ParameterPassing.In && parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Struct, IsReadOnly: true, IsGenericType: false, SpecialType: SpecialType.None } structure)
        {
            return new ScalarParameterSpec(parameter.Name, ScalarType.Bool, passing, uniform, Structure(structure));
        }

        session.Report(KernelDiagnostics.UnsupportedType, Location(parameter),
            parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            parameter.Type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None, IsRefLikeType: false } && ScalarTypes.WhyNot(parameter.Type) == ScalarTypes.Supported
                ? ScalarTypes.Supported + "; a struct must be readonly and passed by value or in"
                : ScalarTypes.WhyNot(parameter.Type));
        return null;
    }

    /// <summary>The scalars in a struct that code beside the kernel may read.</summary>
    private static UniformStructSpec Structure(INamedTypeSymbol structure)
    {
        var fields = new List<UniformFieldSpec>();
        foreach (var member in structure.GetMembers())
        {
            var type = member switch
            {
                IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field => ScalarTypes.Of(field.Type),
                IPropertySymbol { IsStatic: false, GetMethod: not null, Parameters.Length: 0 } property => ScalarTypes.Of(property.Type),
                _ => null,
            };
            if (type is { } scalar && member.DeclaredAccessibility is (Accessibility.Public or Accessibility.Internal))
            {
                fields.Add(new UniformFieldSpec(member.Name, scalar));
            }
        }

        return new UniformStructSpec(structure.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), fields.ToEquatableArray());
    }

    public static Location Location(IParameterSymbol parameter) =>
        parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax { Type: { } type }
            ? type.GetLocation()
            : parameter.Locations.FirstOrDefault() ?? Microsoft.CodeAnalysis.Location.None;
}
