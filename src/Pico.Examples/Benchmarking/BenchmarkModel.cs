namespace Pico.Examples.Benchmarking;

/// <summary>A model whose training step is measured.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Text">Its sizes.</param>
/// <param name="Create">Prepares its step.</param>
internal sealed record BenchmarkModel(string Name, string Text, Func<TrainingStep> Create);
