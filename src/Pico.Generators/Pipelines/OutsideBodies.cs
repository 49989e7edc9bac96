using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pico.Generators.Pipelines;

/// <summary>
/// What two versions of a file differ in outside of bodies, where that is no more than arguments of attributes and values of constants. Other
/// arguments change what the binders of that file's own declarations read, and no other body's meaning: unless the attribute is one of .NET's,
/// which may mean something to the C# compiler (Obsolete, OverloadResolutionPriority), or of the whole assembly, which anybody may ask for.
/// Who sees another value is for <see cref="ReadersOfConstants"/> to say.
/// </summary>
internal static class OutsideBodies
{
    /// <summary>The names of the constants that have other values; null when more than that and arguments of attributes differs.</summary>
    public static IReadOnlyList<string>? ChangedConstants(SyntaxTree before, SyntaxTree after, Compilation compilation)
    {
        var (old, edited) = (new Remover(), new Remover());
        if (!old.Visit(before.GetRoot()).IsEquivalentTo(edited.Visit(after.GetRoot()), topLevel: true) || old.Attributes.Count != edited.Attributes.Count)
        {
            return null;
        }

        var model = compilation.GetSemanticModel(after);
        var changed = old.Attributes.Zip(edited.Attributes, (one, other) => (Old: one, Edited: other)).Where(pair => !pair.Old.IsEquivalentTo(pair.Edited));
        return !changed.All(pair => IsReadByItsBinderAlone(pair.Edited, model)) ? null : old.Constants
            .Zip(edited.Constants, (one, other) => (one.Name, IsSame: one.Value.IsEquivalentTo(other.Value)))
            .Where(pair => !pair.IsSame).Select(pair => pair.Name).ToList();
    }

    /// <summary>Whether an attribute means nothing to the compiler, and nothing to who asks the assembly for it.</summary>
    public static bool IsReadByItsBinderAlone(AttributeSyntax attribute, SemanticModel model) =>
        attribute.Parent is AttributeListSyntax { Target: null } && !IsOfDotNet(model.GetTypeInfo(attribute).Type);

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

    /// <summary>Takes the arguments of attributes and the values of constants away, outside of bodies.</summary>
    private sealed class Remover : CSharpSyntaxRewriter
    {
        private bool isConstant;

        public List<AttributeSyntax> Attributes { get; } = new();

        /// <summary>As many in two files that are the same without their values, and in the same order.</summary>
        public List<(string Name, EqualsValueClauseSyntax Value)> Constants { get; } = new();

        public override SyntaxNode VisitAttribute(AttributeSyntax node)
        {
            Attributes.Add(node);
            return node.WithArgumentList(null);
        }

        public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node)
        {
            isConstant = node.Modifiers.Any(SyntaxKind.ConstKeyword);
            var without = base.VisitFieldDeclaration(node);
            isConstant = false;
            return without;
        }

        public override SyntaxNode? VisitVariableDeclarator(VariableDeclaratorSyntax node)
        {
            if (!isConstant || node.Initializer is null)
            {
                return base.VisitVariableDeclarator(node);
            }

            Constants.Add((node.Identifier.ValueText, node.Initializer));
            return node.WithInitializer(null);
        }

        public override SyntaxNode VisitBlock(BlockSyntax node) => node;

        public override SyntaxNode VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) => node;

        public override SyntaxNode VisitEqualsValueClause(EqualsValueClauseSyntax node) => node;
    }
}
