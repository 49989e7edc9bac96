using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;

namespace Pico.Generators.Pipelines;

/// <summary>Where the model front end gets the bodies of scalar functions from.</summary>
internal static class ScalarFunctions
{
    /// <summary>The functions of MathF that are one operation.</summary>
    public static ScalarFunction? Resolve(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (method.ContainingType is not { Name: "MathF", ContainingNamespace.Name: "System" } || method.Parameters.Length != 1 ||
            !Enum.TryParse<ScalarOpcode>(method.Name, out var opcode))
        {
            return null;
        }

        var builder = new ScalarBuilder(method.Name);
        var x = builder.Parameter(method.Parameters.Single().Name, ScalarType.Float32);
        return builder.Build(new ScalarResult("result", builder.Emit(opcode, ScalarType.Float32, x)));
    }
}
