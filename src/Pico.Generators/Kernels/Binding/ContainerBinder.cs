using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Diagnostics;
using Pico.Generators.Emit;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds the type around a kernel: the generated file opens it again.</summary>
internal static class ContainerBinder
{
    /// <summary>Whether the generator can add members to the type of a method.</summary>
    public static bool Check(BindingSession session, IMethodSymbol method)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsGenericType || type.IsFileLocal)
            {
                session.Report(KernelDiagnostics.NotAScalarMethod, method.Locations[0], method.Name,
                    "'" + type.Name + "' is " + (type.IsGenericType ? "generic" : type.IsFileLocal ? "local to its file" : "not a class or struct"));
                return false;
            }

            var declaration = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(session.Cancellation)).OfType<TypeDeclarationSyntax>().FirstOrDefault();
            if (declaration is not null && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                if (IsFirst(method))
                {
                    session.Report(KernelDiagnostics.ContainerNotPartial, declaration.Identifier.GetLocation(), type.Name);
                }

                return false;
            }
        }

        return true;
    }

    public static KernelContainer Bind(INamedTypeSymbol type)
    {
        var headers = new List<string>();
        var names = new List<string>();
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            var keyword = (outer.IsRecord, outer.TypeKind) switch
            {
                (true, TypeKind.Struct) => "record struct",
                (true, _) => "record",
                (_, TypeKind.Struct) => "struct",
                _ => "class",
            };
            headers.Insert(0, "partial " + keyword + " " + NameScope.Identifier(outer.Name));
            names.Insert(0, outer.Name);
        }

        var space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        var name = string.Join(".", names);
        return new KernelContainer(space, headers.ToEquatableArray(), name, (space.Length > 0 ? space + "." : "") + name + ".Kernels.g.cs");
    }

    /// <summary>A type is wrong once, however many kernels it holds.</summary>
    private static bool IsFirst(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(
        method,
        method.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(member =>
            KernelAttributes.Find(member, "KernelAttribute") is not null || KernelAttributes.Find(member, "DifferentiableAttribute") is not null));
}
