using System.Linq;
using Pico.Generators.Emit;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Kernels;

/// <summary>The recipe from a bound kernel to what is written: lower, simplify, differentiate, promote.</summary>
internal static class KernelPlanner
{
    public static KernelPlan Plan(KernelSpec spec)
    {
        var function = spec.Program is { } program && KernelLowering.Lower(program) is { } lowered ? SimplifyScalar.Run(lowered) : null;
        var gradient = function is not null && spec.Signature.IsDifferentiable ? DifferentiateScalar.Gradient(function).Function : null;
        var twin = function is not null && spec.Signature is { IsMap: true, IsKernel: true } ? PromoteScalar.ToDouble(function) : null;
        return new KernelPlan(
            spec.Signature, function, gradient, twin,
            function is null ? null : KernelSerializer.Write(spec.Program!),
            function is null ? default : spec.Helpers.Select(helper => new HelperPayload(helper.Method.Id, KernelSerializer.Write(helper))).ToEquatableArray());
    }
}
