using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Kernels;

/// <summary>Gives other front ends the function behind a scalar method, kernel or not, from this compilation or another assembly.</summary>
internal static class KernelResolver
{
    /// <summary>The method's function, simplified; null when it is outside the subset. <paramref name="read"/> receives the files that it comes from.</summary>
    public static ScalarFunction? Resolve(IMethodSymbol method, Compilation compilation, ISet<SyntaxTree> read, CancellationToken cancellation)
    {
        var session = new BindingSession(compilation, cancellation, read);
        return IntrinsicFunction(method)
            ?? (session.BindProgram(method) is { } program && KernelLowering.Lower(program) is { } lowered ? FlattenProgram.Run(ForgetVotes.Run(OptimizeProgram.Run(lowered))) : null);
    }

    /// <summary><c>x.Map(MathF.Exp)</c>: a function of the base library is a function of one instruction.</summary>
    private static ScalarFunction? IntrinsicFunction(IMethodSymbol method)
    {
        if (ExpressionBinder.IntrinsicName(method) is not { } name || ScalarTypes.Of(method.ReturnType) is not { } type)
        {
            return null;
        }

        var builder = new ScalarBuilder(method.Name);
        var operands = method.Parameters.Select(parameter => builder.Parameter(parameter.Name, ScalarTypes.Of(parameter.Type)!.Value)).ToArray();
        return builder.Build(new ScalarResult("result", Intrinsics.Emit(builder, name, type, operands)));
    }
}
