using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Grammars;

/// <summary>Reads the attributes of grammars.</summary>
internal static class GrammarAttributes
{
    /// <summary>What triggers the generator.</summary>
    public const string Grammar = "Pico.GrammarAttribute";

    private static readonly HashSet<string> Marks = new() { "TokenAttribute", "RuleAttribute", "InfixAttribute", "PrefixAttribute", "PostfixAttribute" };

    public static IEnumerable<AttributeData> Of(ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(attribute => IsOurs(attribute) && attribute.AttributeClass!.Name == name);

    /// <summary>Whether an attribute makes a method part of a grammar.</summary>
    public static bool IsMark(AttributeData attribute) => IsOurs(attribute) && Marks.Contains(attribute.AttributeClass!.Name);

    /// <summary>The first argument.</summary>
    public static string Text(AttributeData attribute) =>
        attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : "";

    /// <summary>The arguments of a list.</summary>
    public static IReadOnlyList<string> Texts(AttributeData attribute) =>
        attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Select(value => value.Value as string ?? "").ToArray()
            : System.Array.Empty<string>();

    public static string? Named(AttributeData attribute, string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as string;

    public static bool Flag(AttributeData attribute, string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value is true;

    private static bool IsOurs(AttributeData attribute) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "Pico", ContainingNamespace.IsGlobalNamespace: true } };
}
