namespace Pico.Checkpoints;

/// <summary>What <see cref="Checkpoint.Load(string, Pico.Models.ParameterSet, bool)"/> found beside what it read.</summary>
/// <param name="Missing">Parameters that the file lacks, in the model's order; they keep their values.</param>
/// <param name="Unexpected">Tensors of the file that the model lacks, in the file's order; they are left out.</param>
/// <param name="Metadata">The text that the file carries, by key.</param>
public sealed record LoadedState(IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyDictionary<string, string> Metadata);
