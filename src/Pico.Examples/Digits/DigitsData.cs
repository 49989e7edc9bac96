namespace Pico.Examples.Digits;

/// <summary>What a training run reads.</summary>
/// <param name="Name">How the run's first line calls it.</param>
/// <param name="Training">The images that the model learns from.</param>
/// <param name="Test">The images that it never sees while it learns.</param>
internal sealed record DigitsData(string Name, LabelledImages Training, LabelledImages Test);
