namespace Pico.Training;

/// <summary>What is the same for all weights of a group in one step of <see cref="Lion"/>.</summary>
/// <param name="Scale">What every gradient is multiplied by.</param>
/// <param name="Beta1">What the mean weighs in the direction.</param>
/// <param name="Gain1">1 - Beta1.</param>
/// <param name="Beta2">The decay of the mean.</param>
/// <param name="Gain2">1 - Beta2.</param>
/// <param name="Rate">The step size.</param>
/// <param name="Shrink">The fraction of a weight that decay takes away.</param>
internal readonly record struct LionStep(float Scale, float Beta1, float Gain1, float Beta2, float Gain2, float Rate, float Shrink);
