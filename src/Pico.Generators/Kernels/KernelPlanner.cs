using System.Linq;
using Pico.Generators.Emit;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Kernels;

/// <summary>The recipe from a bound kernel to what is written: lower, simplify, flatten or vectorize, differentiate, promote.</summary>
internal static class KernelPlanner
{
    public static KernelPlan Plan(KernelSpec spec)
    {
        if (spec.Program is not { } bound || KernelLowering.Lower(bound) is not { } lowered || TooLong(lowered, spec.Signature) is not null)
        {
            return new KernelPlan(spec.Signature, null, null, null, null, null, default);
        }

        // Differentiation sees given derivatives; what is written does not.
        var whole = OptimizeProgram.Run(lowered);
        var plain = ForgetDerivatives.Run(whole);
        var optimized = ForgetVotes.Run(whole);
        var differentiated = FlattenProgram.Run(optimized);
        var function = ReferenceEquals(plain, optimized) ? differentiated : FlattenProgram.Run(plain);
        var isProgram = NeedsProgram(differentiated, spec.Signature);
        var gradient = differentiated is not null && !isProgram && spec.Signature.IsDifferentiable ? DifferentiateScalar.Gradient(differentiated).Function : null;
        var programGradient = spec.Signature.IsDifferentiable && isProgram ? DifferentiateProgram.Run(optimized) : null;
        var isDifferentiated = gradient is not null || programGradient?.Adjoint is not null;
        var twin = function is not null && spec.Signature is { IsMap: true, IsKernel: true } ? PromoteScalar.ToDouble(function) : null;
        var hessian = !isDifferentiated || !spec.Signature.WantsHessian ? null
            : gradient is not null ? HessianProduct.Of(optimized, gradient) : HessianProduct.Of(optimized, programGradient!);
        return new KernelPlan(
            spec.Signature, function, spec.Signature.IsKernel ? Lanes(plain, function, spec.Signature) : null, gradient is null ? null : ForgetDerivatives.Run(gradient), twin,
            KernelSerializer.Write(bound),
            spec.Helpers.Select(helper => new HelperPayload(helper.Method.Id, KernelSerializer.Write(helper))).ToEquatableArray())
        {
            GivenTwin = twin is not null && differentiated is not null && ForgetDerivatives.Applies(differentiated) && PromoteScalar.ToDouble(differentiated) is { } promoted
                ? LinearizeGiven.Run(promoted) : null,
            ProgramGradient = programGradient?.Adjoint is not { } adjoint ? programGradient : programGradient with
            {
                Adjoint = ForgetDerivatives.Run(adjoint),
                Scratch = programGradient.Scratch is null ? null : ForgetDerivatives.Run(programGradient.Scratch),
            },
            LaneGradient = programGradient?.Adjoint is not null && spec.Signature.HasGradientInLanes ? LaneGradient.Of(optimized, spec.Signature.Reduction == KernelReduction.Sum) : null,
            Tangent = isDifferentiated ? Tangent(optimized) : null,
            HessianProduct = hessian is null ? null : hessian with { Program = ForgetDerivatives.Run(hessian.Program) },
        };
    }

    /// <summary>An array of the program that is too long for lanes, as one of a method in another assembly may be.</summary>
    public static ProgramMemory? TooLong(KernelProgram program, KernelSignature signature) =>
        signature.IsKernel ? program.Memories.FirstOrDefault(memory => memory.Length > BindingSession.LargestLaneArray) : null;

    private static ProgramTangent Tangent(KernelProgram program)
    {
        var tangent = PushForwardProgram.Run(program, FindActive.Inputs(program), FindActive.Spans(program));
        return tangent with { Program = ForgetDerivatives.Run(OptimizeProgram.Clean(tangent.Program)) };
    }

    /// <summary>Whether the gradient of a method is a program of its own, and not a function beside the method's.</summary>
    public static bool NeedsProgram(ScalarFunction? function, KernelSignature signature) =>
        function is null || signature.Parameters.Any(parameter => parameter.IsMemory || (signature.IsKernel && parameter.Direction == LaneDirection.ElementIndex));

    /// <summary>The program for lanes; null where it comes down to the function of streams and uniform values.</summary>
    private static LaneProgram? Lanes(KernelProgram program, ScalarFunction? function, KernelSignature signature)
    {
        var lanes = FinishLanes.Run(Vectorize.Run(program));
        return function is not null && signature.Parameters.All(parameter => parameter.IsStream || parameter.Direction == LaneDirection.Uniform) && lanes.Body.All(statement => statement is LaneStatement.Lanes or LaneStatement.Scalars) ? null : lanes;
    }
}
