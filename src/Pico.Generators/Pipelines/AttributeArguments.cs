using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pico.Generators.Pipelines;

/// <summary>
/// Whether outside bodies nothing but arguments of attributes differs between two versions of a file. Such an edit changes what the binders of
/// that file's own declarations read, and no other body's meaning: unless it is an attribute of .NET's, which may mean something to the C#
/// compiler (Obsolete, OverloadResolutionPriority), or one of the whole assembly, which anybody may ask for.
/// </summary>
internal static class AttributeArguments
{
    public static bool AloneDiffer(SyntaxTree before, SyntaxTree after, Compilation compilation)
    {
        var (old, edited) = (new Remover(), new Remover());
        if (!old.Visit(before.GetRoot()).IsEquivalentTo(edited.Visit(after.GetRoot()), topLevel: true) || old.Found.Count != edited.Found.Count)
        {
            return false;
        }

        var model = compilation.GetSemanticModel(after);
        return old.Found.Zip(edited.Found, (one, other) => (Old: one, Edited: other))
            .Where(pair => !pair.Old.IsEquivalentTo(pair.Edited))
            .All(pair => pair.Edited.Parent is AttributeListSyntax { Target: null } && !IsOfDotNet(model.GetTypeInfo(pair.Edited).Type));
    }

    /// <summary>A class that does not exist yet (a layer's attribute, which is generated) means nothing to the compiler.</summary>
    private static bool IsOfDotNet(ITypeSymbol? type)
    {
        var space = type?.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return type is null || space is { Name: "System" or "Microsoft" };
    }

    /// <summary>Takes the arguments of attributes away, outside of bodies.</summary>
    private sealed class Remover : CSharpSyntaxRewriter
    {
        public List<AttributeSyntax> Found { get; } = new();

        public override SyntaxNode VisitAttribute(AttributeSyntax node)
        {
            Found.Add(node);
            return node.WithArgumentList(null);
        }

        public override SyntaxNode VisitBlock(BlockSyntax node) => node;

        public override SyntaxNode VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) => node;

        public override SyntaxNode VisitEqualsValueClause(EqualsValueClauseSyntax node) => node;
    }
}
