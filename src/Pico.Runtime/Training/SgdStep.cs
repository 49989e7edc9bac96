namespace Pico.Training;

/// <summary>What is the same for all weights of a group in one step of <see cref="Sgd"/>.</summary>
/// <param name="Scale">What every gradient is multiplied by.</param>
/// <param name="Decay">The part of a weight that is added to its gradient.</param>
/// <param name="LearningRate">The step size.</param>
/// <param name="Momentum">The part of the last velocity that is kept.</param>
/// <param name="Gain">The part of the gradient that is added to it: one in the first step, then 1 - dampening.</param>
internal readonly record struct SgdStep(float Scale, float Decay, float LearningRate, float Momentum, float Gain);
