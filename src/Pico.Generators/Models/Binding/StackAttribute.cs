using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pico.Generators.Models;

/// <summary>
/// One layer of a stack as its attribute gives it. From another assembly the attribute is bound and derives from
/// <c>StackedLayerAttribute</c>; in the layer's own compilation the generator has not written it yet, so the class is
/// among the candidates of the name and the values are the constants of the syntax.
/// </summary>
internal sealed class StackAttribute
{
    private StackAttribute(INamedTypeSymbol layer, AttributeSyntax syntax, IReadOnlyDictionary<string, object?> arguments)
    {
        Layer = layer;
        Syntax = syntax;
        Arguments = arguments;
    }

    public INamedTypeSymbol Layer { get; }

    public AttributeSyntax Syntax { get; }

    /// <summary>The values given, by the name of the constructor's parameter; an entry that is no constant is absent.</summary>
    public IReadOnlyDictionary<string, object?> Arguments { get; }

    /// <summary>The layers of the stack in order; <paramref name="hasUnknown"/>: there is an attribute that nothing declares.</summary>
    public static IReadOnlyList<StackAttribute> FindAll(
        INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation, out bool hasUnknown)
    {
        hasUnknown = false;
        var found = new List<StackAttribute>();
        foreach (var data in type.GetAttributes())
        {
            if (From(data, compilation, cancellation) is { } attribute)
            {
                found.Add(attribute);
            }
            else
            {
                hasUnknown |= data.AttributeClass is null or { TypeKind: TypeKind.Error } &&
                    SpecializeAttributes.SyntaxOf(data, compilation, cancellation) is null;
            }
        }

        return found;
    }

    private static StackAttribute? From(AttributeData data, Compilation compilation, CancellationToken cancellation)
    {
        if (data.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
        {
            return null;
        }

        return data.AttributeClass is { TypeKind: not TypeKind.Error } bound
            ? FromBound(data, bound, syntax)
            : FromSyntax(syntax, compilation.GetSemanticModel(syntax.SyntaxTree), cancellation);
    }

    private static StackAttribute? FromBound(AttributeData data, INamedTypeSymbol bound, AttributeSyntax syntax)
    {
        if (bound.BaseType is not { TypeArguments: { Length: 1 } layers } parent || !Marks.IsInPico(parent, Marks.StackedLayer) ||
            layers[0] is not INamedTypeSymbol layer)
        {
            return null;
        }

        var arguments = new Dictionary<string, object?>();
        for (var i = 0; i < data.ConstructorArguments.Length && data.AttributeConstructor is not null; i++)
        {
            if (data.ConstructorArguments[i].Kind == TypedConstantKind.Primitive)
            {
                arguments[data.AttributeConstructor.Parameters[i].Name] = data.ConstructorArguments[i].Value;
            }
        }

        return new StackAttribute(layer, syntax, arguments);
    }

    private static StackAttribute? FromSyntax(AttributeSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        var layer = Candidates(syntax, model, cancellation).FirstOrDefault(candidate => Marks.Has(candidate, Marks.Layer));
        if (layer is null)
        {
            return null;
        }

        var parameters = layer.InstanceConstructors.FirstOrDefault(constructor => !constructor.IsImplicitlyDeclared)?.Parameters;
        var arguments = new Dictionary<string, object?>();
        var index = 0;
        foreach (var argument in syntax.ArgumentList?.Arguments ?? default)
        {
            var name = argument.NameColon?.Name.Identifier.ValueText ??
                (parameters is { } list && index < list.Length ? list[index].Name : "#" + index);
            index++;
            if (model.GetConstantValue(argument.Expression, cancellation) is { HasValue: true, Value: var value })
            {
                arguments[name] = value;
            }
        }

        return new StackAttribute(layer, syntax, arguments);
    }

    private static IEnumerable<INamedTypeSymbol> Candidates(AttributeSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        foreach (var info in new[] { model.GetSymbolInfo(syntax, cancellation), model.GetSymbolInfo(syntax.Name, cancellation) })
        {
            foreach (var symbol in info.CandidateSymbols)
            {
                if ((symbol as INamedTypeSymbol ?? symbol.ContainingType) is { } candidate)
                {
                    yield return candidate;
                }
            }
        }

        // Written with the suffix, the name has no candidates at all.
        const string suffix = "Attribute";
        var (container, name) = syntax.Name switch
        {
            QualifiedNameSyntax qualified => (model.GetSymbolInfo(qualified.Left, cancellation).Symbol as INamespaceOrTypeSymbol, qualified.Right.Identifier.ValueText),
            AliasQualifiedNameSyntax qualified => (model.Compilation.GlobalNamespace, qualified.Name.Identifier.ValueText),
            SimpleNameSyntax simple => (null, simple.Identifier.ValueText),
            _ => (null, string.Empty),
        };
        if (name.Length > suffix.Length && name.EndsWith(suffix, System.StringComparison.Ordinal))
        {
            name = name.Substring(0, name.Length - suffix.Length);
            foreach (var candidate in model.LookupNamespacesAndTypes(syntax.SpanStart, container, name).OfType<INamedTypeSymbol>())
            {
                yield return candidate;
            }
        }
    }
}
