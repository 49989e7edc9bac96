using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;
using Pico.Generators.Emit;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Kernels;

/// <summary>
/// Binds a method marked <c>[Kernel]</c> or <c>[Differentiable]</c>. The generator takes the spec and drops the rest; the
/// analyzer reports the diagnostics, and runs the passes on the program so that what only they find is reported too.
/// </summary>
internal static class KernelBinder
{
    public static KernelBinding Bind(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        var session = new BindingSession(compilation, cancellation);
        return new KernelBinding(Bind(method, session), session);
    }

    private static KernelSpec? Bind(IMethodSymbol method, BindingSession session)
    {
        if (method.DeclaringSyntaxReferences.Length == 0 || !ContainerBinder.Check(session, method) || !IsScalarMethod(session, method))
        {
            return null;
        }

        var program = session.BindProgram(method);
        if (ParameterBinder.BindQuietly(session, method) is not { } parameters)
        {
            return null;
        }

        var signature = SignatureBinder.Bind(session, method, parameters);
        if (signature is null)
        {
            return null;
        }

        if (!((Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions)session.Compilation.Options).AllowUnsafe && signature.IsKernel)
        {
            session.Report(KernelDiagnostics.UnsafeNotAllowed, Where(method), method.Name);
        }

        if (program is not null)
        {
            program = Compile(session, method, signature, program) ? program : null;
        }

        var container = ContainerBinder.Bind(method.ContainingType);
        return new KernelSpec(container, signature, program, program is null ? default : Helpers(session, method, program));
    }

    /// <summary>Runs what the generator will run, for the errors that only the passes can find.</summary>
    private static bool Compile(BindingSession session, IMethodSymbol method, KernelSignature signature, ScalarProgramSpec program)
    {
        if (KernelLowering.Lower(program) is not { } lowered)
        {
            session.Report(KernelDiagnostics.TooLarge, Where(method), method.Name,
                "with everything it calls it has more than " + KernelLowering.MaximumInstructions + " operations");
            return false;
        }

        if (signature.IsKernel && lowered.Memories.FirstOrDefault(memory => memory.Length > BindingSession.LargestLaneArray) is { } array)
        {
            session.Report(KernelDiagnostics.TooLarge, Where(method), method.Name, // of a method in another assembly
                "the local array '" + array.Name + "' has more than " + BindingSession.LargestLaneArray + " elements, too many for each lane");
            return false;
        }

        var optimized = OptimizeProgram.Run(lowered);
        if (signature.IsDifferentiable)
        {
            var alone = ForgetVotes.Run(optimized);
            Differentiate(session, method, signature, alone, FlattenProgram.Run(alone));
        }

        foreach (var (kind, memory, origin) in signature.IsKernel ? FindSlowOperations.Run(Vectorize.Run(ForgetDerivatives.Run(optimized))) : Enumerable.Empty<(SlowOperation, string, int)>())
        {
            var descriptor = kind switch
            {
                SlowOperation.Gather => KernelDiagnostics.Gather,
                SlowOperation.Scatter => KernelDiagnostics.Scatter,
                _ => KernelDiagnostics.DivisionInLoop,
            };
            if (Place(session, origin) is { } place)
            {
                session.Report(descriptor, place, memory);
            }
        }

        return true;
    }

    private static void Differentiate(
        BindingSession session, IMethodSymbol method, KernelSignature signature, KernelProgram program, ScalarFunction? function)
    {
        (ScalarOpcode Opcode, int Origin)? missing = null;
        if (KernelPlanner.NeedsProgram(function, signature))
        {
            missing = DifferentiateProgram.Run(program) is { Adjoint: null } failure ? (failure.MissingRule, failure.Origin) : null;
        }
        else if (DifferentiateScalar.Gradient(function!) is { Function: null } failure)
        {
            missing = (failure.MissingRule, failure.Origin);
        }

        if (missing is var (opcode, origin))
        {
            session.Report(
                KernelDiagnostics.NoDerivative,
                Place(session, origin) ?? Where(method),
                opcode == ScalarOpcode.Constant ? method.Name : opcode.ToString(),
                "the result depends on it through the bits of a floating-point number");
        }
    }

    private static Location? Place(BindingSession session, int origin) =>
        origin >= 0 && origin < session.Origins.Count ? session.Origins[origin] : null;

    private static bool IsScalarMethod(BindingSession session, IMethodSymbol method)
    {
        var why = method.MethodKind != MethodKind.Ordinary ? "it is not an ordinary method"
            : !method.IsStatic ? "it must be static"
            : method.IsGenericMethod ? "it is generic"
            : method.IsAsync ? "it is async"
            : method.IsExtern || method.IsAbstract ? "it has no body"
            : method.IsPartialDefinition && method.PartialImplementationPart is null ? "it has no body"
            : null;
        if (why is not null)
        {
            session.Report(KernelDiagnostics.NotAScalarMethod, Where(method), method.Name, why);
        }

        return why is null;
    }

    /// <summary>Methods of the same type that the kernel calls: they travel to other assemblies as well.</summary>
    private static EquatableArray<ScalarProgramSpec> Helpers(BindingSession session, IMethodSymbol method, ScalarProgramSpec program)
    {
        var type = method.ContainingType.GetDocumentationCommentId();
        var prefix = type is null ? "?" : "M:" + type.Substring(2) + ".";
        return program.Callees
            .Where(callee => callee.Id.StartsWith(prefix, System.StringComparison.Ordinal) && callee.Id.Split('(')[0].IndexOf('.', prefix.Length) < 0)
            .Select(session.Program)
            .ToEquatableArray();
    }

    private static Location Where(IMethodSymbol method) => method.Locations[0];
}
