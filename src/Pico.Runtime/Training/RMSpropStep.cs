namespace Pico.Training;

/// <summary>What is the same for all weights of a group in one step of <see cref="RMSprop"/>.</summary>
/// <param name="Scale">What every gradient is multiplied by.</param>
/// <param name="Decay">The part of a weight that is added to its gradient.</param>
/// <param name="Rate">The step size.</param>
/// <param name="Alpha">The decay of the running means.</param>
/// <param name="Gain">1 - Alpha.</param>
/// <param name="Epsilon">Keeps the denominator from zero.</param>
/// <param name="Momentum">The part of the last velocity that is kept.</param>
internal readonly record struct RMSpropStep(float Scale, float Decay, float Rate, float Alpha, float Gain, float Epsilon, float Momentum);
