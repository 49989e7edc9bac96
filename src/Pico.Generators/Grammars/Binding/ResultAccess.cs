using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>Finds who can name a type: a method that returns it may not be seen by more.</summary>
internal static class ResultAccess
{
    /// <summary>The widest circle, as far as it matters for a public method of the grammar.</summary>
    public static GrammarAccess Of(ITypeSymbol type, INamedTypeSymbol grammar)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Of(array.ElementType, grammar);
            case INamedTypeSymbol named:
                var access = GrammarAccess.Public;
                for (INamedTypeSymbol? outer = named; outer is not null; outer = outer.ContainingType)
                {
                    access = Narrower(access, Own(outer, grammar));
                }

                return named.TypeArguments.Select(argument => Of(argument, grammar)).Aggregate(access, Narrower);
            default:
                return GrammarAccess.Public;
        }
    }

    private static GrammarAccess Own(INamedTypeSymbol type, INamedTypeSymbol grammar) => type.DeclaredAccessibility switch
    {
        Accessibility.Public or Accessibility.NotApplicable => GrammarAccess.Public,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => IsHidden(grammar, null) ? GrammarAccess.Public : GrammarAccess.Internal,
        _ => IsHidden(grammar, type.ContainingType) ? GrammarAccess.Public : GrammarAccess.Private,
    };

    /// <summary>Whether the grammar itself is seen by no more than what stands in a type, or in the assembly.</summary>
    private static bool IsHidden(INamedTypeSymbol grammar, INamedTypeSymbol? scope)
    {
        for (INamedTypeSymbol? outer = grammar; outer is not null && !SymbolEqualityComparer.Default.Equals(outer, scope); outer = outer.ContainingType)
        {
            var isInScope = scope is null || SymbolEqualityComparer.Default.Equals(outer.ContainingType, scope);
            if (isInScope && (scope is null ? outer.DeclaredAccessibility != Accessibility.Public : outer.DeclaredAccessibility == Accessibility.Private))
            {
                return true;
            }
        }

        return false;
    }

    private static GrammarAccess Narrower(GrammarAccess one, GrammarAccess other) => one > other ? one : other;
}
