using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>Finds members of the user that stand where the generated file declares something.</summary>
internal static class GeneratedMembers
{
    private static readonly string[] Types = { "Token", "TokenKind", "Parser", "Lexer", "Ebnf" };

    public static IEnumerable<Diagnostic> Collisions(INamedTypeSymbol type, GrammarContainer container, IEnumerable<string> entries, bool recognizes)
    {
        var methods = new HashSet<string>();
        foreach (var entry in entries)
        {
            var name = char.ToUpperInvariant(entry[0]) + entry.Substring(1);
            methods.UnionWith(new[] { "Parse" + name, "Parse" + name + "From" });
            if (recognizes)
            {
                methods.UnionWith(new[] { "Accepts" + name, "Accepts" + name + "In" });
            }
        }

        if (methods.Contains(type.Name) || Types.Contains(type.Name))
        {
            yield return Report(type.Locations[0], type.Name);
        }

        foreach (var member in type.GetMembers().Where(member => !member.IsImplicitlyDeclared && !IsGenerated(member, container)))
        {
            if (Types.Contains(member.Name) || (methods.Contains(member.Name) && (member is not IMethodSymbol method || IsParser(method))))
            {
                yield return Report(member.Locations[0], member.Name);
            }
        }
    }

    /// <summary>Whether a method has the parameters of a generated one; others are overloads of it.</summary>
    private static bool IsParser(IMethodSymbol method) =>
        method.Parameters.Length == 2 && method.Parameters[0].Type.Name == "ReadOnlySpan" && method.Parameters[1].Type.Name == "ParseOptions";

    private static bool IsGenerated(ISymbol member, GrammarContainer container) =>
        member.Locations.All(location => location.SourceTree?.FilePath.EndsWith(container.HintName, System.StringComparison.Ordinal) != false);

    private static Diagnostic Report(Location location, string name) => Diagnostic.Create(
        GrammarDiagnostics.Name, location, "the generated parser declares '" + name + "' as well; rename yours");
}
