using System.Linq;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Kernels;

/// <summary>Recognises the attributes of the kernel language.</summary>
internal static class KernelAttributes
{
    public const string Kernel = "Pico.KernelAttribute";
    public const string Differentiable = "Pico.DifferentiableAttribute";

    public static bool Is(AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "Pico", ContainingNamespace.IsGlobalNamespace: true } } type && type.Name == name;

    public static AttributeData? Find(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(attribute => Is(attribute, name));
}
