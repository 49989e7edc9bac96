using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Diagnostics;
using Pico.Generators.Emit;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>Binds the class of a grammar: the generated file opens it again.</summary>
internal static class GrammarContainerBinder
{
    /// <summary>The class, or null where it cannot be opened again, which is reported.</summary>
    public static GrammarContainer? Bind(INamedTypeSymbol type, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var headers = new List<string>();
        var names = new List<string>();
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            var problem =
                outer.IsGenericType ? "'" + outer.Name + "' is generic"
                : outer.IsFileLocal ? "'" + outer.Name + "' is local to its file"
                : outer.TypeKind != TypeKind.Class ? "'" + outer.Name + "' is not a class"
                : null;
            if (problem is not null)
            {
                diagnostics.Add(Diagnostic.Create(GrammarDiagnostics.Unusable, type.Locations[0], type.Name, problem));
                return null;
            }

            var declaration = outer.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>().FirstOrDefault();
            if (declaration is not null && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                diagnostics.Add(Diagnostic.Create(GrammarDiagnostics.ContainerNotPartial, declaration.Identifier.GetLocation(), outer.Name));
                return null;
            }

            headers.Insert(0, "partial " + (outer.IsRecord ? "record" : "class") + " " + NameScope.Identifier(outer.Name));
            names.Insert(0, outer.Name);
        }

        var space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        var name = string.Join(".", names);
        return new GrammarContainer(space, headers.ToEquatableArray(), name, (space.Length > 0 ? space + "." : "") + name + ".Grammar.g.cs", type.IsStatic);
    }
}
