namespace Pico.Examples.Optimizer;

/// <summary>How fast an optimizer brought the digits' network down to a loss.</summary>
/// <param name="Optimizer">Its name.</param>
/// <param name="LearningRate">The best of the rates that were tried.</param>
/// <param name="Steps">The steps it took, or null where it did not get there.</param>
/// <param name="Loss">The loss at the end.</param>
/// <param name="StateBytes">The bytes of state for each weight.</param>
internal sealed record DigitsRaceRow(string Optimizer, double LearningRate, int? Steps, double Loss, double StateBytes);
