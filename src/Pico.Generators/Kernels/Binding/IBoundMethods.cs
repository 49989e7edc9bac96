using Microsoft.CodeAnalysis;

namespace Pico.Generators.Kernels;

/// <summary>
/// Methods that have been bound and are what they were: in this compilation, for another kernel, or in one before. Only sessions of
/// which nobody asks where an expression stands can share them.
/// </summary>
internal interface IBoundMethods
{
    /// <summary>The method as it has been bound.</summary>
    /// <param name="method">The method.</param>
    /// <param name="longestArray">How many elements a local array may have: what else its binding depends on.</param>
    BoundMethod? Find(IMethodSymbol method, int longestArray);

    /// <inheritdoc cref="Find"/>
    void Keep(IMethodSymbol method, int longestArray, BoundMethod bound);
}
