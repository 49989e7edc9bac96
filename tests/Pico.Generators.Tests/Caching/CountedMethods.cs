using Microsoft.CodeAnalysis;
using Pico.Generators.Kernels;

namespace Pico.Generators.Tests.Caching;

/// <summary>Keeps bound methods where another does, or not at all, and counts which have been bound.</summary>
/// <param name="kept">Where they are kept; null for nowhere.</param>
internal sealed class CountedMethods(IBoundMethods? kept = null) : IBoundMethods
{
    public List<string> Bound { get; } = [];

    public BoundMethod? Find(IMethodSymbol method, int longestArray) => kept?.Find(method, longestArray);

    public void Keep(IMethodSymbol method, int longestArray, BoundMethod bound)
    {
        Bound.Add(bound.Spec.Name);
        kept?.Keep(method, longestArray, bound);
    }
}
