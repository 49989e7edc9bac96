namespace Pico.Models;

/// <summary>The bytes that a step of a model needs: what a program must have room for beside its data.</summary>
/// <param name="Parameters">The weights, trained and frozen.</param>
/// <param name="Gradients">Their gradients; 0 where the workspace has formed none.</param>
/// <param name="Optimizer">The state of the optimizer.</param>
/// <param name="Temporaries">What the entry point's memory plan takes at its peak: activations and the gradients of activations.</param>
/// <param name="Scratch">What products and attention pack their operands into, of all threads of the process together.</param>
public sealed record StepMemory(long Parameters, long Gradients, long Optimizer, long Temporaries, long Scratch)
{
    /// <summary>All together.</summary>
    public long Total => Parameters + Gradients + Optimizer + Temporaries + Scratch;
}
