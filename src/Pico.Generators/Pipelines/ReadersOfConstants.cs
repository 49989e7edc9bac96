using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pico.Generators.Pipelines;

/// <summary>
/// Who may see that constants have other values: the files that name them, and those that name constants made of them. By name alone, which
/// finds too many rather than too few. What stands in a body, an initial value or an attribute's arguments is read by who has read that file;
/// anywhere else (a parameter's default, a member of an enum) it may mean something to files that do not name it.
/// </summary>
internal sealed class ReadersOfConstants
{
    private readonly Compilation compilation;
    private readonly HashSet<SyntaxTree> readers = new();
    private readonly HashSet<string> names;
    private readonly Queue<string> pending;

    private ReadersOfConstants(IEnumerable<string> constants, Compilation compilation)
    {
        this.compilation = compilation;
        names = new HashSet<string>(constants, StringComparer.Ordinal);
        pending = new Queue<string>(names);
    }

    /// <summary>The files that see the constants; null where that cannot be told.</summary>
    public static HashSet<SyntaxTree>? Find(IEnumerable<string> constants, Compilation compilation)
    {
        var search = new ReadersOfConstants(constants, compilation);
        return search.FollowAll() ? search.readers : null;
    }

    private bool FollowAll()
    {
        while (pending.Count > 0)
        {
            var name = pending.Dequeue();
            foreach (var tree in compilation.SyntaxTrees.Where(tree => MayName(name, tree)))
            {
                var uses = tree.GetRoot().DescendantTokens()
                    .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
                    .Select(token => token.Parent).OfType<SimpleNameSyntax>()
                    .Where(use => !SyntaxFacts.IsInNamespaceOrTypeContext(use));
                foreach (var use in uses)
                {
                    readers.Add(tree);
                    if (!Follow(use))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    /// <summary>An identifier may also be written with escapes.</summary>
    private static bool MayName(string name, SyntaxTree tree)
    {
        var text = tree.GetText().ToString();
        return text.Contains(name) || text.Contains("\\u") || text.Contains("\\U");
    }

    /// <summary>Where a name is used; false where files that do not name it may see it.</summary>
    private bool Follow(SyntaxNode use)
    {
        foreach (var node in use.Ancestors())
        {
            switch (node)
            {
                case EqualsValueClauseSyntax { Parent.Parent.Parent: FieldDeclarationSyntax field } when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    foreach (var variable in field.Declaration.Variables.Where(variable => names.Add(variable.Identifier.ValueText)))
                    {
                        pending.Enqueue(variable.Identifier.ValueText);
                    }

                    return true;
                case AttributeSyntax attribute:
                    return OutsideBodies.IsReadByItsBinderAlone(attribute, compilation.GetSemanticModel(attribute.SyntaxTree));
                case BlockSyntax or ArrowExpressionClauseSyntax:
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax or PropertyDeclarationSyntax }:
                    return true;
            }
        }

        return false;
    }
}
