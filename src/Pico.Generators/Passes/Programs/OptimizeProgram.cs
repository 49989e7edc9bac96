using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>The recipe between lowering and flattening or vectorizing.</summary>
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
}
