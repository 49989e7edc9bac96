namespace Pico.Examples.Optimizer;

/// <summary>The way of one optimizer over a surface.</summary>
/// <param name="Optimizer">Its name.</param>
/// <param name="LearningRate">The best of the rates that were tried.</param>
/// <param name="Points">Where it was, from the start on.</param>
/// <param name="Arrived">The first step after which it was near the minimum, or null.</param>
/// <param name="Value">The value at the end.</param>
internal sealed record PathRun(string Optimizer, double LearningRate, IReadOnlyList<(double X, double Y)> Points, int? Arrived, double Value);
