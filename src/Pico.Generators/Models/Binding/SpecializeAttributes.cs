using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// Finds the <c>[Specialize]</c> attributes of a class. The generator writes the attribute's class itself, so that in its own
/// compilation it is not bound; both forms are read from the syntax.
/// </summary>
internal static class SpecializeAttributes
{
    public static IEnumerable<AttributeSyntax> FindAll(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        type.GetAttributes().Select(data => SyntaxOf(data, compilation, cancellation)).OfType<AttributeSyntax>();

    /// <summary>The syntax of an attribute, or null when it is another one.</summary>
    public static AttributeSyntax? SyntaxOf(AttributeData data, Compilation compilation, CancellationToken cancellation) =>
        data.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax &&
        (data.AttributeClass is { TypeKind: not TypeKind.Error } bound
            ? Marks.IsInPico(bound, Marks.Specialize)
            : IsNamed(syntax.Name, compilation.GetSemanticModel(syntax.SyntaxTree), cancellation))
            ? syntax : null;

    /// <summary>
    /// The names that the attributes of a class may give, those of its constructor's parameters; and those that they give, so that a wrong
    /// one binds and can be reported. Null when there is no such attribute.
    /// </summary>
    public static EquatableArray<string>? Names(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var attributes = FindAll(type, compilation, cancellation).ToList();
        return attributes.Count == 0 ? null : LayerBinder.BindConstructor(type, string.Empty, new BindingLog()).Select(parameter => parameter.Name)
            .Concat(attributes.SelectMany(attribute => attribute.ArgumentList?.Arguments ?? default)
                .Select(argument => argument.NameColon?.Name.Identifier.ValueText).OfType<string>().Where(name => name.Length > 0))
            .Distinct()
            .ToEquatableArray();
    }

    private static bool IsNamed(NameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        var (isHere, identifier) = name switch
        {
            IdentifierNameSyntax simple => (true, simple.Identifier.ValueText),
            QualifiedNameSyntax { Right: IdentifierNameSyntax right } qualified => (
                model.GetSymbolInfo(qualified.Left, cancellation).Symbol is INamespaceSymbol { Name: "Pico", ContainingNamespace.IsGlobalNamespace: true },
                right.Identifier.ValueText),
            _ => (false, string.Empty),
        };

        // A class of that name, perhaps a layer, is somebody else's.
        return isHere && (identifier == Marks.Specialize || identifier + "Attribute" == Marks.Specialize) &&
            model.GetSymbolInfo(name, cancellation).CandidateSymbols.IsEmpty;
    }
}
