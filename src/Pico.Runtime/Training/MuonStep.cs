namespace Pico.Training;

/// <summary>What is the same for all weights of a matrix in one step of <see cref="Muon"/>.</summary>
/// <param name="Scale">What every gradient is multiplied by.</param>
/// <param name="Momentum">The decay of the mean.</param>
/// <param name="Gain">1 - Momentum.</param>
/// <param name="Ahead">What the mean weighs in the direction; the gradient has the rest.</param>
/// <param name="Rate">The step size.</param>
/// <param name="Shrink">The fraction of a weight that decay takes away.</param>
internal readonly record struct MuonStep(float Scale, float Momentum, float Gain, float Ahead, float Rate, float Shrink);
