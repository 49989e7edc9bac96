using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Kernels;

/// <summary>A method that has been bound, by itself: without what it calls.</summary>
internal sealed class BoundMethod
{
    public BoundMethod(ScalarMethodSpec spec, IReadOnlyList<string> callees, IReadOnlyCollection<SyntaxTree> read) => (Spec, Callees, Read) = (spec, callees, read);

    public ScalarMethodSpec Spec { get; }

    /// <summary>The documentation comment ids of what it calls, in the order in which that is bound.</summary>
    public IReadOnlyList<string> Callees { get; }

    /// <summary>The files whose bodies, initial values and attributes have gone into it.</summary>
    public IReadOnlyCollection<SyntaxTree> Read { get; }
}
