using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>Turns types of signatures into what grammars know of them.</summary>
internal static class GrammarTypes
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayFormat.FullyQualifiedFormat.MiscellaneousOptions | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Types that generated code declares inside the class of the grammar, and so hide others of their names.</summary>
    private static readonly HashSet<string> Hidden = new() { "Token", "TokenKind", "Parser", "Lexer", "State" };

    public static GrammarType Of(ITypeSymbol type, INamedTypeSymbol grammar)
    {
        if (type.SpecialType == SpecialType.System_Void)
        {
            return GrammarType.Void;
        }

        if (type.Name == "Token" && (type.TypeKind == TypeKind.Error || SymbolEqualityComparer.Default.Equals(type.ContainingType, grammar)))
        {
            return GrammarType.Token;
        }

        var form = FormOf(type);
        var arguments = type switch
        {
            IArrayTypeSymbol array => EquatableArray.Of(Of(array.ElementType, grammar)),
            INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Select(element => Of(element.Type, grammar)).ToEquatableArray(),
            INamedTypeSymbol named when form != GrammarForm.Plain => named.TypeArguments.Select(argument => Of(argument, grammar)).ToEquatableArray(),
            _ => EquatableArray<GrammarType>.Empty,
        };
        return new GrammarType(
            TextOf(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), grammar),
            NameOf(type), form, type.IsReferenceType, type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated, arguments);
    }

    /// <summary>By its simple name where that means the same in the generated file: beside the grammar, or in a namespace that the file uses.</summary>
    private static string TextOf(ITypeSymbol type, INamedTypeSymbol grammar)
    {
        var mark = type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated ? "?" : "";
        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1, ElementType: not IArrayTypeSymbol } array:
                return TextOf(array.ElementType, grammar) + "[]" + mark;
            case INamedTypeSymbol { IsTupleType: false, SpecialType: SpecialType.None, ContainingType: null, TypeKind: not TypeKind.Error } named when IsVisible(named, grammar):
                return named.Name + (named.TypeArguments.Length == 0 ? "" : "<" + string.Join(", ", named.TypeArguments.Select(argument => TextOf(argument, grammar))) + ">") + mark;
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return TextOf(nullable.TypeArguments[0], grammar) + "?";
            default:
                return type.ToDisplayString(Format);
        }
    }

    private static bool IsVisible(INamedTypeSymbol type, INamedTypeSymbol grammar)
    {
        if (Hidden.Contains(type.Name))
        {
            return false;
        }

        for (var outer = grammar; outer is not null; outer = outer.ContainingType)
        {
            if (outer.GetTypeMembers(type.Name).Length > 0)
            {
                return false;
            }
        }

        return SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, grammar.ContainingNamespace) || (Namespace(type), type.Name) is ("System", "ReadOnlySpan") or ("Pico.Parsing", _);
    }

    private static GrammarForm FormOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } => GrammarForm.List,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => GrammarForm.Nullable,
        INamedTypeSymbol { IsTupleType: true } => GrammarForm.Tuple,
        INamedTypeSymbol named => (Namespace(named), named.MetadataName) switch
        {
            ("Pico.Parsing", "SourceSpan") => GrammarForm.Span,
            ("Pico.Parsing", "ParseErrors") => GrammarForm.Errors,
            ("Pico.Parsing", "SourceText") => GrammarForm.Source,
            ("System", "ReadOnlySpan`1") => GrammarForm.ReadOnlySpan,
            ("System.Collections.Immutable", "ImmutableArray`1") => GrammarForm.List,
            ("System.Collections.Generic", "List`1" or "IReadOnlyList`1" or "IReadOnlyCollection`1" or "IEnumerable`1" or "IList`1" or "ICollection`1") => GrammarForm.List,
            _ => GrammarForm.Plain,
        },
        _ => GrammarForm.Plain,
    };

    private static string Namespace(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() ?? "";

    /// <summary>What a nonterminal is called that has this type: a name without arguments, or the keyword.</summary>
    private static string NameOf(ITypeSymbol type) =>
        type.SpecialType is not SpecialType.None ? type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)
        : type is INamedTypeSymbol { TypeArguments.Length: 0 } ? type.Name
        : "";
}
