namespace Pico.Training;

/// <summary>What is the same for all weights of a parameter in one step of <see cref="Adafactor"/>.</summary>
/// <param name="Scale">What every gradient is multiplied by.</param>
/// <param name="Least">The least mean square that is divided by the root of.</param>
/// <param name="Rate">The step size, clipped.</param>
/// <param name="Shrink">The fraction of a weight that decay takes away.</param>
internal readonly record struct AdafactorStep(float Scale, float Least, float Rate, float Shrink);
