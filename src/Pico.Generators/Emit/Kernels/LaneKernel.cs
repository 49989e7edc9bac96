using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>
/// One span method to be written: its streams and uniform values, and the function of one element. A result belongs to the
/// written stream of its name; a reduced kernel has the function of its accumulator, whose first parameter is the total.
/// </summary>
internal sealed record LaneKernel(
    string Name,
    string Accessibility,
    string Summary,
    EquatableArray<LaneParameter> Parameters,
    ScalarFunction? Function,
    KernelReduction Reduction,
    ScalarType? Returns)
{
    public bool IsReduced => Reduction != KernelReduction.None;

    public IEnumerable<LaneParameter> Streams => Parameters.Where(parameter => parameter.IsStream);

    /// <summary>The span form of a kernel.</summary>
    public static LaneKernel Of(KernelPlan plan)
    {
        var signature = plan.Signature;
        var parameters = signature.Parameters.ToList();
        var function = plan.Function;
        if (signature.Reduction != KernelReduction.None)
        {
            function = function is null ? null : AccumulateScalar.Run(function, signature.Reduction);
        }
        else if (signature.Returns is { } type)
        {
            var result = FreeName("result", signature);
            parameters.Add(new LaneParameter(result, type, LaneDirection.Out));
            function = function is null ? null : function with
            {
                Results = function.Results.Select((x, i) => i == 0 ? x with { Name = result } : x).ToEquatableArray(),
            };
        }

        var summary = signature.Reduction == KernelReduction.None
            ? "Applies <see cref=\"" + signature.Reference + "\"/> to every element, sixteen at a time."
            : "Combines the results of <see cref=\"" + signature.Reference + "\"/> over all elements (" + signature.Reduction + ").";
        return new LaneKernel(signature.Name, signature.Accessibility, summary, parameters.ToEquatableArray(), function, signature.Reduction, signature.Returns);
    }

    /// <summary>The span form of a kernel's gradient; of a sum's, with one upstream value for all elements.</summary>
    public static LaneKernel GradientOf(KernelPlan plan)
    {
        var signature = plan.Signature;
        var upstream = new LaneParameter(
            FreeName("upstream", signature), signature.Returns!.Value,
            signature.Reduction == KernelReduction.Sum ? LaneDirection.Uniform : LaneDirection.In);
        var gradients = signature.Parameters
            .Where(parameter => parameter.IsStream && parameter.Type is ScalarType.Float32 or ScalarType.Float64)
            .Select(parameter => new LaneParameter(parameter.Name + "Gradient", parameter.Type, LaneDirection.Out));
        return new LaneKernel(
            signature.Name + "Gradient", signature.Accessibility,
            "The gradient of <see cref=\"" + signature.Reference + "\"/> at every element, sixteen at a time.",
            signature.Parameters.Concat(new[] { upstream }).Concat(gradients).ToEquatableArray(), plan.Gradient, KernelReduction.None, null);
    }

    private static string FreeName(string wish, KernelSignature signature) =>
        signature.Parameters.Any(parameter => parameter.Name == wish) ? FreeName(wish + "Value", signature) : wish;
}
