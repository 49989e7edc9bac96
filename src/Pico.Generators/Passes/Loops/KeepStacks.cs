using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Marks the stacks that keep an array for every layer: those whose arrays a step outside their own repetition reads, which is
/// the way back.
/// </summary>
internal static class KeepStacks
{
    public static LoopProgram Run(LoopProgram program)
    {
        var kept = new HashSet<int>();
        foreach (var step in program.Steps)
        {
            kept.UnionWith(PlanMemory.BuffersOf(step)
                .Select(buffer => program.Buffers[buffer])
                .Where(buffer => buffer.Kind == BufferKind.Temporary && buffer.Stack is { Place: StackPlace.Own or StackPlace.Current or StackPlace.Next } stack && stack.Repetition != step.Repetition)
                .Select(buffer => buffer.Index));
        }

        return program with
        {
            Buffers = program.Buffers.Select(buffer => buffer is { Kind: BufferKind.Temporary, Stack: { } stack } && kept.Contains(buffer.Index)
                ? buffer with { Stack = stack with { IsKept = true } }
                : buffer).ToEquatableArray(),
        };
    }
}
