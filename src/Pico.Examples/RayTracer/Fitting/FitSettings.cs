namespace Pico.Examples.RayTracer.Fitting;

/// <summary>What a fit is asked for.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Spheres">How many spheres there are.</param>
/// <param name="Steps">How many steps the optimizer makes.</param>
/// <param name="LearningRate">How far a step goes at the beginning, in lengths of the scene.</param>
/// <param name="Samples">Paths for each pixel of the target.</param>
/// <param name="Seed">What the hidden spheres, the guess and the target's random numbers follow from.</param>
internal sealed record FitSettings(int Width, int Height, int Spheres, int Steps, double LearningRate, int Samples, int Seed);
