using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The forward mode of a program, as a program: its inputs, then their tangents; its memories, then tangents of those that have one; its
/// results, then their tangents.
/// </summary>
internal sealed record ProgramTangent(KernelProgram Program, EquatableArray<MemoryTangent> Memories);

/// <summary>A memory and the one that holds its tangent.</summary>
internal readonly record struct MemoryTangent(int Memory, int Tangent);
