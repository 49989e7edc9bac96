using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>Binds a class with <c>[Grammar]</c>: the only place of this front end that sees symbols.</summary>
internal sealed class GrammarBinder
{
    private readonly INamedTypeSymbol type;
    private readonly CancellationToken cancellation;
    private readonly GrammarSites sites;
    private readonly List<Diagnostic> diagnostics = new();

    private GrammarBinder(INamedTypeSymbol type, CancellationToken cancellation)
    {
        this.type = type;
        this.cancellation = cancellation;
        sites = new GrammarSites(cancellation);
    }

    public static GrammarBinding Bind(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var binder = new GrammarBinder(type, cancellation);
        var spec = GrammarContainerBinder.Bind(type, binder.diagnostics, cancellation) is { } container ? binder.Bind(container) : null;
        return new GrammarBinding(spec, binder.sites, binder.diagnostics);
    }

    private GrammarSpec? Bind(GrammarContainer container)
    {
        var grammar = GrammarAttributes.Of(type, "GrammarAttribute").First();
        var entries = new List<EntrySpec>();
        var names = GrammarAttributes.Texts(grammar);
        for (var i = 0; i < names.Count; i++)
        {
            entries.Add(new EntrySpec(sites.Add(grammar, i), names[i]));
        }

        var skips = GrammarAttributes.Of(type, "SkipAttribute").Select(attribute => new SkipSpec(
            sites.Add(attribute, 0), GrammarAttributes.Text(attribute), GrammarAttributes.Named(attribute, "Mode") ?? "", GrammarAttributes.Named(attribute, "Push"),
            GrammarAttributes.Flag(attribute, "Pop"), GrammarAttributes.Named(attribute, "Error"))).ToEquatableArray();
        var recoveries = GrammarAttributes.Of(type, "RecoverAttribute").Select(attribute => new RecoverySpec(
            sites.Add(attribute, -1), GrammarAttributes.Text(attribute), GrammarAttributes.Named(attribute, "After") ?? "", GrammarAttributes.Named(attribute, "Before") ?? "")).ToEquatableArray();

        var tokens = new List<TokenSpec>();
        var productions = new List<ProductionSpec>();
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary))
        {
            cancellation.ThrowIfCancellationRequested();
            var marks = method.GetAttributes().Where(GrammarAttributes.IsMark).ToArray();
            if (marks.Length == 0 || Action(method) is not { } action)
            {
                continue;
            }

            foreach (var mark in marks)
            {
                Bind(method, mark, action, tokens, productions);
            }
        }

        if (productions.Count == 0 && diagnostics.Count == 0)
        {
            diagnostics.Add(Diagnostic.Create(GrammarDiagnostics.Unusable, type.Locations[0], type.Name, "it has no method with [Rule]"));
        }

        var depth = grammar.NamedArguments.FirstOrDefault(argument => argument.Key == "MaxDepth").Value.Value as int? ?? 1000;
        if (depth < 1)
        {
            diagnostics.Add(Diagnostic.Create(GrammarDiagnostics.Unusable, sites.Locate(sites.Add(grammar, -1), 0, 0), type.Name, "its MaxDepth is not positive"));
        }

        var recognizes = GrammarAttributes.Flag(grammar, "Recognizer");
        var parsers = entries.Count > 0 ? entries.Select(entry => entry.Name) : productions.Take(1).Select(production => production.Name);
        diagnostics.AddRange(GeneratedMembers.Collisions(type, container, parsers.Where(name => name.Length > 0), recognizes));
        return new GrammarSpec(container, entries.ToEquatableArray(), depth, recognizes, tokens.ToEquatableArray(), skips, productions.ToEquatableArray(), recoveries)
        {
            IsUsable = diagnostics.Count == 0,
        };
    }

    private void Bind(IMethodSymbol method, AttributeData mark, GrammarAction action, List<TokenSpec> tokens, List<ProductionSpec> productions)
    {
        if (mark.AttributeClass!.Name == "TokenAttribute")
        {
            if (TokenAction(method, action))
            {
                tokens.Add(new TokenSpec(
                    sites.Add(mark, 0), action, GrammarAttributes.Text(mark), GrammarAttributes.Named(mark, "Mode") ?? "",
                    GrammarAttributes.Named(mark, "Push"), GrammarAttributes.Flag(mark, "Pop"))
                {
                    Overload = Overload(method),
                });
            }

            return;
        }

        var kind = mark.AttributeClass.Name switch
        {
            "InfixAttribute" => AlternativeKind.Infix,
            "PrefixAttribute" => AlternativeKind.Prefix,
            "PostfixAttribute" => AlternativeKind.Postfix,
            _ => AlternativeKind.Plain,
        };
        var name = GrammarAttributes.Named(mark, "Name") ?? (action.Result.Form == GrammarForm.Void ? method.Name : action.Result.Name);
        if (name.Length == 0 || !SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None)
        {
            Report(method, name.Length == 0
                ? "its return type has no simple name for a nonterminal; give the rule a Name"
                : "the Name '" + name + "' is not an identifier");
            return;
        }

        var attempt = GrammarAttributes.Of(method, "TryAttribute").FirstOrDefault();
        var tried = attempt is null ? 0 : (int)(attempt.ConstructorArguments.FirstOrDefault().Value ?? 64);
        if (attempt is not null && tried is < 1 or > 10_000)
        {
            Report(method, "[Try] may read ahead 1 to 10,000 tokens, not " + tried);
            return;
        }

        productions.Add(new ProductionSpec(sites.Add(mark, 0), kind, name, GrammarAttributes.Text(mark), action)
        {
            Precedence = kind == AlternativeKind.Plain ? 0 : mark.ConstructorArguments.Length > 1 ? mark.ConstructorArguments[1].Value as int? ?? 0 : 0,
            Associativity = (GrammarAssociativity)(mark.NamedArguments.FirstOrDefault(argument => argument.Key == "Associativity").Value.Value as int? ?? 0),
            Expect = GrammarAttributes.Named(mark, "Expect"),
            TryTokens = tried,
            Access = ResultAccess.Of(method.ReturnType, type),
        });
    }

    private GrammarAction? Action(IMethodSymbol method)
    {
        var problem =
            method.IsGenericMethod ? "it is generic"
            : method.ReturnsByRef || method.ReturnsByRefReadonly ? "it returns a reference"
            : method.ReturnType.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer ? "it returns a pointer, which cannot be kept in lists"
            : method.ReturnType.IsRefLikeType ? "it returns a ref struct, which cannot be kept in lists"
            : null;
        if (problem is not null)
        {
            Report(method, problem);
            return null;
        }

        problem =
            method.IsAsync ? "it is async"
            : method.Parameters.FirstOrDefault(parameter => parameter.RefKind is not (RefKind.None or RefKind.In)) is { } passed ? "its parameter '" + passed.Name + "' is passed by reference"
            : null;
        if (problem is not null)
        {
            Report(method, problem); // the rest is bound all the same, so that uses of its nonterminal do not become mistakes
        }

        return new GrammarAction(
            method.Name, GrammarTypes.Of(method.ReturnType, type),
            method.Parameters.Select(parameter => new GrammarParameter(parameter.Name, GrammarTypes.Of(parameter.Type, type))).ToEquatableArray(), method.IsStatic);
    }

    private bool TokenAction(IMethodSymbol method, GrammarAction action)
    {
        var texts = action.Parameters.Where(parameter => parameter.Type.Form is not (GrammarForm.Span or GrammarForm.Errors)).ToArray();
        if (texts.Length > 1 || texts.Any(parameter => !IsText(parameter.Type)))
        {
            Report(method, "a token's method has one parameter, ReadOnlySpan<char> or ReadOnlySpan<byte> for its text, besides SourceSpan and ParseErrors");
            return false;
        }

        if (action.Result.Form == GrammarForm.Void && action.Parameters.Count > 0)
        {
            Report(method, "a token without a value has a method without parameters; it is never called");
            return false;
        }

        return true;
    }

    /// <summary>The method of the same name for the other encoding, if there is one.</summary>
    private GrammarAction? Overload(IMethodSymbol method)
    {
        var other = type.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(candidate =>
            !SymbolEqualityComparer.Default.Equals(candidate, method) && !candidate.GetAttributes().Any(GrammarAttributes.IsMark) &&
            SymbolEqualityComparer.Default.Equals(candidate.ReturnType, method.ReturnType));
        return other is not null && Action(other) is { } action && action.Parameters.Any(parameter => IsText(parameter.Type)) ? action : null;
    }

    private static bool IsText(GrammarType type) => type.Form == GrammarForm.ReadOnlySpan && type.Arguments[0].Text is "char" or "byte";

    private void Report(IMethodSymbol method, string problem) =>
        diagnostics.Add(Diagnostic.Create(GrammarDiagnostics.Unusable, method.Locations[0], method.Name, problem));
}
