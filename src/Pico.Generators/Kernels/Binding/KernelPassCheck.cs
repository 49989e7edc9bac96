using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;
using Pico.Generators.Emit;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Kernels;

/// <summary>Runs on a bound kernel what the generator will run, for the errors and notes that only the passes can find.</summary>
internal static class KernelPassCheck
{
    public static void Run(BindingSession session, IMethodSymbol method, KernelSpec spec)
    {
        var signature = spec.Signature;
        if (spec.Program is not { } program)
        {
            return;
        }

        if (KernelLowering.Lower(program) is not { } lowered)
        {
            session.Report(KernelDiagnostics.TooLarge, Where(method), method.Name,
                "with everything it calls it has more than " + KernelLowering.MaximumInstructions + " operations");
            return;
        }

        if (KernelPlanner.TooLong(lowered, signature) is { } array)
        {
            session.Report(KernelDiagnostics.TooLarge, Where(method), method.Name, // of a method in another assembly
                "the local array '" + array.Name + "' has more than " + BindingSession.LargestLaneArray + " elements, too many for each lane");
            return;
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

    private static Location Where(IMethodSymbol method) => method.Locations[0];
}
