using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>How a class is written when it is extended.</summary>
internal static class TypeNames
{
    public static ModelType Of(INamedTypeSymbol type)
    {
        var outer = new List<string>();
        for (var current = type.ContainingType; current is not null; current = current.ContainingType)
        {
            outer.Insert(0, Header(current));
        }

        var ns = type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(QualifiedFormat) : string.Empty;
        return new ModelType(ns, outer.ToEquatableArray(), Header(type), Identifier(type.Name), Marks.Key(type).Replace('+', '.').Replace('`', '-'));
    }

    /// <summary>The name from the global namespace on.</summary>
    public static string Full(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>A name that is also valid where it is a keyword.</summary>
    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static readonly SymbolDisplayFormat QualifiedFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static string Header(INamedTypeSymbol type)
    {
        var words = new List<string> { SyntaxFacts.GetText(type.DeclaredAccessibility) };
        if (type.IsStatic)
        {
            words.Add("static");
        }
        else if (type.TypeKind == TypeKind.Class)
        {
            if (type.IsSealed)
            {
                words.Add("sealed");
            }
            else if (type.IsAbstract)
            {
                words.Add("abstract");
            }
        }

        words.Add("partial");
        words.Add(type.IsRecord ? type.TypeKind == TypeKind.Struct ? "record struct" : "record" : type.TypeKind switch
        {
            TypeKind.Struct => "struct",
            TypeKind.Interface => "interface",
            _ => "class",
        });
        words.Add(type.ToDisplayString(NameFormat));
        return string.Join(" ", words.Where(word => word.Length > 0));
    }

    private static readonly SymbolDisplayFormat NameFormat = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);
}
