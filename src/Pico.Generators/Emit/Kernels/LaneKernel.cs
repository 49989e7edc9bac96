using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>
/// One span method to be written: its streams and uniform values, and the function of one element, or the program of sixteen. A result belongs to the
/// written stream of its name; a reduced kernel has the function of its accumulator, whose first parameter is the total.
/// </summary>
internal sealed record LaneKernel(
    string Name,
    string Accessibility,
    string Summary,
    EquatableArray<LaneParameter> Parameters,
    ScalarFunction? Function,
    LaneProgram? Program,
    KernelReduction Reduction,
    ScalarType? Returns)
{
    /// <summary>The parameters that are read, the element's number included, in the order in which the program's inputs stand.</summary>
    public EquatableArray<LaneParameter> Inputs { get; init; }

    /// <summary>Of a gradient, the name of the gradient of what comes after.</summary>
    public string? Upstream { get; init; }

    /// <summary>Whether there is a form for several threads.</summary>
    public bool IsParallel { get; init; }

    public bool IsReduced => Reduction != KernelReduction.None;

    /// <summary>Whether the reduction asks where a result lies, not what it is.</summary>
    public bool IsPlace => Reduction is KernelReduction.ArgMax or KernelReduction.ArgMin;

    /// <summary>Whether the function itself takes its result into the total.</summary>
    public bool Accumulates => IsReduced && !IsPlace && Program is null;

    /// <summary>What the span form returns.</summary>
    public string ReturnType => !IsReduced ? "void" : IsPlace ? "int" : ScalarEmitter.TypeOf(Returns!.Value);

    public bool IsValid => Function is not null || Program is not null;

    /// <summary>The lanes it needs.</summary>
    public LaneSet Lanes => Program is not null ? LaneProgramEmitter.Needs(Program) : Function is not null ? LaneEmitter.Needs(Function) : LaneSet.Words;

    /// <summary>The streams that receive the results, in the order of the results.</summary>
    public IEnumerable<LaneParameter> Results => (Program?.Results ?? Function!.Results)
        .Select(result => Parameters.First(parameter => parameter.IsStream && parameter.Name == result.Name));

    /// <summary>The operation of lanes that takes a result into the total, where the function does not.</summary>
    public string ReductionOperation => Reduction == KernelReduction.Sum ? "Add"
        : Reduction + (Returns is { } type && type.IsUnsigned() ? "Unsigned" : "");

    public IEnumerable<LaneParameter> Streams => Parameters.Where(parameter => parameter.IsStream);

    /// <summary>The span form of a kernel.</summary>
    public static LaneKernel Of(KernelPlan plan)
    {
        var signature = plan.Signature;
        var parameters = signature.Parameters.Where(parameter => parameter.Direction != LaneDirection.ElementIndex).ToList();
        var function = plan.Program is null ? plan.Function : null;
        var program = plan.Program;
        if (signature.Reduction != KernelReduction.None)
        {
            var isPlace = signature.Reduction is KernelReduction.ArgMax or KernelReduction.ArgMin;
            function = function is null || isPlace ? function : AccumulateScalar.Run(function, signature.Reduction);
        }
        else if (signature.Returns is { } type)
        {
            var result = FreeName("result", signature);
            parameters.Add(new LaneParameter(result, type, LaneDirection.Out) { Element = signature.ReturnsElement });
            program = program is null ? null : program with
            {
                Results = program.Results.Select((x, i) => i == 0 ? x with { Name = result } : x).ToEquatableArray(),
            };
            function = function is null ? null : function with
            {
                Results = function.Results.Select((x, i) => i == 0 ? x with { Name = result } : x).ToEquatableArray(),
            };
        }

        var summary = signature.Reduction == KernelReduction.None
            ? "Applies <see cref=\"" + signature.Cref + "\"/> to every element, sixteen at a time."
            : "Combines the results of <see cref=\"" + signature.Cref + "\"/> over all elements (" + signature.Reduction + ").";
        return new LaneKernel(signature.Name, signature.Accessibility, summary, parameters.ToEquatableArray(), function, program, signature.Reduction, signature.Returns)
        {
            Inputs = signature.Parameters.Where(parameter => parameter.IsRead).ToEquatableArray(),
            IsParallel = signature.IsParallel,
        };
    }

    /// <summary>How much the gradient of any element saves, as the span form of its own.</summary>
    public static LaneKernel? ScratchOf(KernelPlan plan)
    {
        var signature = plan.Signature;
        return plan.LaneGradient?.Scratch is not { } program ? null : new LaneKernel(
            signature.Name + "GradientScratch", signature.Accessibility,
            "The most that <see cref=\"" + signature.Cref + "\"/>'s gradient saves at any element.",
            signature.Parameters.Where(parameter => parameter.Direction != LaneDirection.ElementIndex)
                .Concat(signature.Parameters.Any(parameter => parameter.IsStream) ? Enumerable.Empty<LaneParameter>() : new[] { UpstreamOf(signature) }).ToEquatableArray(), // which says how many elements there are
            null, program, KernelReduction.Max, ScalarType.Int32)
        {
            Inputs = signature.Parameters.Where(parameter => parameter.IsRead).ToEquatableArray(),
            IsParallel = signature.IsParallel,
        };
    }

    /// <summary>The span form of a kernel's gradient; of a sum's, with one upstream value for all elements.</summary>
    public static LaneKernel GradientOf(KernelPlan plan)
    {
        var signature = plan.Signature;
        var upstream = UpstreamOf(signature);
        var differentiated = signature.Parameters.Where(parameter => parameter.HasDerivative).ToArray();
        var names = differentiated.ToDictionary(parameter => parameter.Name + "Gradient", parameter => FreeName(parameter.Name + "Gradient", signature));
        var gradients = differentiated.Select(parameter => parameter.IsStream
            ? new LaneParameter(names[parameter.Name + "Gradient"], parameter.Type, LaneDirection.Out)
            : new LaneParameter(names[parameter.Name + "Gradient"], parameter.Type, LaneDirection.SharedGradient)
            {
                GradientOf = parameter.Identifier,
                Memory = SumsOf(plan.LaneGradient, signature.Parameters.Where(one => one.IsMemory).TakeWhile(one => one != parameter).Count()),
            });
        var function = plan.LaneGradient is null ? plan.Gradient : null;
        var program = plan.LaneGradient?.Adjoint;
        var scratch = plan.LaneGradient is { Scratch: not null } lanes
            ? new[]
            {
                new LaneParameter(FreeName("scratch", signature), lanes.Adjoint.Memories[lanes.ScratchMemory].Element.Lane(), LaneDirection.Scratch) { Memory = lanes.ScratchMemory },
            }
            : Enumerable.Empty<LaneParameter>();
        return new LaneKernel(
            signature.Name + "Gradient", signature.Accessibility,
            "The gradient of <see cref=\"" + signature.Cref + "\"/> at every element, sixteen at a time.",
            signature.Parameters.Where(parameter => parameter.Direction != LaneDirection.ElementIndex).Concat(new[] { upstream }).Concat(gradients).Concat(scratch).ToEquatableArray(),
            function is null ? null : function with { Results = Renamed(function.Results) },
            program is null ? null : program with { Results = Renamed(program.Results) },
            KernelReduction.None, null)
        {
            Inputs = signature.Parameters.Where(parameter => parameter.IsRead).Concat(new[] { upstream }).ToEquatableArray(),
            Upstream = upstream.Name,
            IsParallel = signature.IsParallel,
        };

        EquatableArray<ScalarResult> Renamed(EquatableArray<ScalarResult> results) =>
            results.Select(result => names.TryGetValue(result.Name, out var name) ? result with { Name = name } : result).ToEquatableArray();
    }

    private static LaneParameter UpstreamOf(KernelSignature signature) => new(
        FreeName("upstream", signature), signature.Returns!.Value, signature.Reduction == KernelReduction.Sum ? LaneDirection.Uniform : LaneDirection.In);

    /// <summary>The memory that holds the sums for a span's gradient; -1 where nothing depends on the span.</summary>
    private static int SumsOf(LaneGradient? gradient, int span) =>
        gradient?.MemoryGradients.Where(pair => pair.Memory == span).Select(pair => pair.Gradient).DefaultIfEmpty(-1).First() ?? -1;

    private static string FreeName(string wish, KernelSignature signature) =>
        signature.Parameters.Any(parameter => parameter.Name == wish) ? FreeName(wish + "Value", signature) : wish;
}
