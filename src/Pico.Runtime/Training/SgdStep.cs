namespace Pico.Training;

/// <summary>What is the same for all weights in one step of <see cref="Sgd"/>.</summary>
/// <param name="LearningRate">The step size.</param>
/// <param name="Momentum">The fraction of the last velocity that is kept.</param>
/// <param name="WeightDecay">The fraction of a weight that is added to its gradient.</param>
internal readonly record struct SgdStep(float LearningRate, float Momentum, float WeightDecay);
