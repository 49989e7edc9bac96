using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>The recipes: between lowering and flattening or vectorizing, and after differentiation.</summary>
internal static class OptimizeProgram
{
    private const int MaximumDepth = 4; // of constant loops in each other

    public static KernelProgram Run(KernelProgram program)
    {
        program = SimplifyProgram.Run(program);
        for (var depth = 0; depth < MaximumDepth; depth++)
        {
            var next = SimplifyProgram.Run(UnrollLoops.Run(program)); // the counter of an outer loop may decide an inner one
            if (next.Equals(program))
            {
                break;
            }

            program = next;
        }

        return SimplifyProgram.Run(PromoteArrays.Run(program));
    }

    /// <summary>What differentiation has made, without what nobody needs of it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="unwanted">Memories of the caller that nobody asks for.</param>
    public static KernelProgram Clean(KernelProgram program, params int[] unwanted) =>
        SimplifyProgram.Run(FoldCountingLoops.Run(DropFaintCode.Run(SimplifyProgram.Run(program), unwanted)));
}
