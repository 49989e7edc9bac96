using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Diagnostics;

namespace Pico.Generators.Models;

/// <summary>What every class that the generator extends must be.</summary>
internal static class ClassRules
{
    /// <summary>Reports what is wrong with the class itself.</summary>
    public static void Check(INamedTypeSymbol type, string owner, BindingLog log)
    {
        CheckPartial(type, owner, log);
        var location = Location(type);
        if (type.TypeKind != TypeKind.Class || type.IsRecord || type.IsStatic || type.IsAbstract)
        {
            log.Report(owner, ModelDiagnostics.UnsupportedDeclaration, location, type.Name, "it must be an ordinary class, neither static, abstract nor a record");
        }
        else if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error })
        {
            log.Report(owner, ModelDiagnostics.UnsupportedDeclaration, location, type.Name, "it may not have a base class; hold the other layer in a field");
        }
    }

    /// <summary>Reports classes, this one and those around it, that cannot be extended.</summary>
    public static void CheckPartial(INamedTypeSymbol type, string owner, BindingLog log)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (!IsPartial(current))
            {
                log.Report(owner, ModelDiagnostics.NotPartial, Location(current), current.Name);
            }

            if (current.IsGenericType)
            {
                log.Report(owner, ModelDiagnostics.UnsupportedDeclaration, Location(type), type.Name, "it may not be generic or nested in a generic class");
                return;
            }
        }
    }

    public static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .All(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>
    /// Whether generated code declares a member: the analyzer sees what the generator has added to a class, the checks of its sizes for instance, and
    /// that is not part of the declaration.
    /// </summary>
    public static bool IsGenerated(ISymbol member) => member.DeclaringSyntaxReferences.Length > 0 &&
        member.DeclaringSyntaxReferences.All(reference => reference.SyntaxTree.FilePath.EndsWith(".g.cs", System.StringComparison.OrdinalIgnoreCase));

    /// <summary>The name in the class's declaration (the one with the attributes, when there are several).</summary>
    public static Location Location(INamedTypeSymbol type)
    {
        var declarations = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>().ToList();
        var declaration = declarations.FirstOrDefault(syntax => syntax.AttributeLists.Count > 0) ?? declarations.FirstOrDefault();
        return declaration?.Identifier.GetLocation() ?? type.Locations.FirstOrDefault() ?? Microsoft.CodeAnalysis.Location.None;
    }
}
