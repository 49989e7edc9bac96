using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The reverse mode of a kernel with loops or memory, vectorised: every lane has a stack of its own in one scratch, of which element i of all lanes
/// lies side by side. The gradient of memory that all share is a sum over elements: every lane adds to sums of its own, which lie likewise and live for a whole run.
/// </summary>
/// <param name="Adjoint">Both sweeps; its inputs are those of the kernel, then the upstream gradient.</param>
/// <param name="Scratch">How much a lane saves, as its one result; null where nothing is saved.</param>
/// <param name="ScratchMemory">The number of the scratch among the memories of <paramref name="Adjoint"/>.</param>
/// <param name="MemoryGradients">The spans that have a gradient, each with the memory that holds its sums.</param>
internal sealed record LaneGradient(LaneProgram Adjoint, LaneProgram? Scratch, int ScratchMemory, EquatableArray<MemoryGradient> MemoryGradients)
{
    /// <param name="program">The kernel.</param>
    /// <param name="hasUniformUpstream">Whether the gradient of what comes after is the same for all elements.</param>
    public static LaneGradient? Of(KernelProgram program, bool hasUniformUpstream)
    {
        var isNarrow = program.Variables.All(variable => !variable.Type.IsLong() && variable.Type != ScalarType.Float64);
        var gradient = DifferentiateProgram.Run(program, isNarrow ? ScalarType.Float32 : ScalarType.Float64);
        if (gradient.Adjoint is not { } adjoint)
        {
            return null;
        }

        var last = adjoint.Inputs.Count - 1;
        return new LaneGradient(
            FinishLanes.Run(Vectorize.Run(ForgetDerivatives.Run(adjoint) with
            {
                Inputs = adjoint.Inputs.Select((input, i) => i == last && hasUniformUpstream ? input with { Kind = ProgramInputKind.Uniform } : input).ToEquatableArray(),
                Memories = adjoint.Memories.Select((memory, i) =>
                    i == gradient.ScratchMemory ? memory with { Length = 0, IsProvided = true }
                    : gradient.MemoryGradients.Any(pair => pair.Gradient == i) ? memory with { Length = 0, IsProvided = true, IsAccumulated = true }
                    : memory).ToEquatableArray(),
            })),
            gradient.Scratch is { } scratch ? FinishLanes.Run(Vectorize.Run(ForgetDerivatives.Run(scratch))) : null,
            gradient.ScratchMemory,
            gradient.MemoryGradients);
    }
}
