using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Products of the Hessian with a direction, by forward mode over reverse mode (Pearlmutter 1994): the tangent of the gradient. Inputs: the
/// program's, then tangents; results: the products that belong to scalars.
/// </summary>
/// <param name="Program">Runs both sweeps, each value with its tangent.</param>
/// <param name="Tangents">The spans, each with the memory of its tangent.</param>
/// <param name="Products">The spans, each with the memory to which its product is added.</param>
/// <param name="Scratch">The memory of what is saved.</param>
/// <param name="ScratchTangent">The memory of its tangents.</param>
internal sealed record HessianProduct(
    KernelProgram Program, EquatableArray<MemoryTangent> Tangents, EquatableArray<MemoryTangent> Products, int Scratch, int ScratchTangent)
{
    /// <summary>Of a method whose gradient is a program.</summary>
    public static HessianProduct Of(KernelProgram program, ProgramGradient gradient)
    {
        var pushed = PushForwardProgram.Run(WithUpstreamOne(gradient.Adjoint!), FindActive.Inputs(program), FindActive.Spans(program));
        var tangents = pushed.Memories.ToDictionary(pair => pair.Memory, pair => pair.Tangent);
        return new HessianProduct(
            Clean(pushed.Program, gradient.MemoryGradients.Select(pair => pair.Gradient).ToArray()),
            FindActive.Spans(program).Select(span => new MemoryTangent(span, tangents[span])).ToEquatableArray(),
            gradient.MemoryGradients.Where(pair => tangents.ContainsKey(pair.Gradient)).Select(pair => new MemoryTangent(pair.Memory, tangents[pair.Gradient])).ToEquatableArray(),
            gradient.ScratchMemory,
            tangents.TryGetValue(gradient.ScratchMemory, out var scratch) ? scratch : -1);
    }

    /// <summary>Of a method whose gradient is one function of its inputs and the upstream gradient.</summary>
    public static HessianProduct Of(KernelProgram program, ScalarFunction gradient)
    {
        var variables = gradient.Parameters.Select(parameter => new ProgramVariable(parameter.Name, parameter.Type))
            .Concat(gradient.Results.Select(result => new ProgramVariable(result.Name, gradient.TypeOf(result.Value)))).ToEquatableArray();
        var outputs = Enumerable.Range(gradient.Parameters.Count, gradient.Results.Count).ToArray();
        var inputs = Enumerable.Range(0, gradient.Parameters.Count).ToArray();
        var adjoint = new KernelProgram(
            gradient.Name,
            variables,
            EquatableArray<ProgramMemory>.Empty,
            inputs.Select(input => new ProgramInput(input, input < program.Inputs.Count ? program.Inputs[input].Kind : ProgramInputKind.Stream)).ToEquatableArray(),
            EquatableArray.Of<ProgramStatement>(new ProgramStatement.Compute(new Computation(gradient, inputs.ToEquatableArray()), outputs.ToEquatableArray())),
            gradient.Results.Select((result, i) => result with { Value = outputs[i] }).ToEquatableArray());
        var one = WithUpstreamOne(adjoint);
        var pushed = PushForwardProgram.Run(one, FindActive.Inputs(one), System.Array.Empty<int>());
        return new HessianProduct(Clean(pushed.Program), EquatableArray<MemoryTangent>.Empty, EquatableArray<MemoryTangent>.Empty, -1, -1);
    }

    private static KernelProgram WithUpstreamOne(KernelProgram adjoint)
    {
        var upstream = adjoint.Inputs[adjoint.Inputs.Count - 1].Variable;
        var builder = new ScalarBuilder(adjoint.Name);
        var one = builder.Build(new ScalarResult("upstream", builder.Constant(adjoint.Variables[upstream].Type, 1.0)));
        var start = new ProgramStatement.Compute(new Computation(one, EquatableArray<int>.Empty), EquatableArray.Of(upstream));
        return adjoint with
        {
            Inputs = adjoint.Inputs.Take(adjoint.Inputs.Count - 1).ToEquatableArray(),
            Body = new[] { start }.Concat(adjoint.Body).ToEquatableArray(),
        };
    }

    private static KernelProgram Clean(KernelProgram pushed, params int[] unwanted) =>
        OptimizeProgram.Clean(pushed with { Results = pushed.Results.Skip(pushed.Results.Count / 2).ToEquatableArray() }, unwanted);
}
