using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The reverse mode of a program, as two programs. <see cref="Adjoint"/> has the program's inputs, then <c>upstream</c>; the program's
/// memories, then those of <see cref="MemoryGradients"/>, which it adds to, then the scratch; its results are the gradients of the
/// inputs that have one. <see cref="Scratch"/> has one result: how much the scratch holds at most. It is null where nothing goes there.
/// </summary>
/// <param name="Adjoint">The forward sweep, then the reverse sweep; null if there is none.</param>
/// <param name="Scratch">The forward sweep as far as it decides how much is saved.</param>
/// <param name="MemoryGradients">The spans that have a gradient, each with the memory that receives it.</param>
/// <param name="ScratchMemory">The number of the scratch among the memories.</param>
/// <param name="Saved">The names of what is saved there.</param>
/// <param name="MissingRule">The operation without a derivative.</param>
/// <param name="Origin">Where it came from.</param>
internal sealed record ProgramGradient(
    KernelProgram? Adjoint,
    KernelProgram? Scratch,
    EquatableArray<MemoryGradient> MemoryGradients,
    int ScratchMemory,
    EquatableArray<string> Saved,
    ScalarOpcode MissingRule = default,
    int Origin = -1);

/// <summary>A memory and the one that receives its gradient.</summary>
internal readonly record struct MemoryGradient(int Memory, int Gradient);
