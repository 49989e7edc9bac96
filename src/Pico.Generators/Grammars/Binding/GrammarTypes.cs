using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>Turns types of signatures into what grammars know of them.</summary>
internal static class GrammarTypes
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayFormat.FullyQualifiedFormat.MiscellaneousOptions | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

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
            type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Format),
            NameOf(type), form, type.IsReferenceType, type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated, arguments);
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
