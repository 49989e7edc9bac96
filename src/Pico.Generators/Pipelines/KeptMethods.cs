using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Pico.Generators.Kernels;

namespace Pico.Generators.Pipelines;

/// <summary>Keeps bound methods of kernels beside the kernels themselves, so that an edit of a helper binds no body again but those in its file.</summary>
internal sealed class KeptMethods : IBoundMethods
{
    private readonly Compilation compilation;

    public KeptMethods(Compilation compilation) => this.compilation = compilation;

    /// <inheritdoc/>
    public BoundMethod? Find(IMethodSymbol method, int longestArray) => BoundDeclarations.Find<BoundMethod>(Step(longestArray), method, compilation);

    /// <inheritdoc/>
    public void Keep(IMethodSymbol method, int longestArray, BoundMethod bound) =>
        BoundDeclarations.Keep(Step(longestArray), method, compilation, bound, bound.Read.ToImmutableArray());

    private static string Step(int longestArray) => "KernelMethods" + longestArray;
}
