using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;
using Pico.Generators.Kernels;

namespace Pico.Generators.Pipelines;

/// <summary>Where the model front end gets the bodies of scalar functions from: the front ends do not know each other.</summary>
internal static class ScalarFunctions
{
    /// <summary>The function behind a scalar method: of MathF, of this compilation, or of a kernel in another assembly.</summary>
    public static ScalarFunction? Resolve(IMethodSymbol method, Compilation compilation, ISet<SyntaxTree> read, CancellationToken cancellation) =>
        KernelResolver.Resolve(method, compilation, read, cancellation);
}
