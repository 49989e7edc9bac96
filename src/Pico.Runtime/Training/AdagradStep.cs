namespace Pico.Training;

/// <summary>What is the same for all weights of a group in one step of <see cref="Adagrad"/>.</summary>
/// <param name="Scale">What every gradient is multiplied by.</param>
/// <param name="Decay">The part of a weight that is added to its gradient.</param>
/// <param name="Rate">The step size.</param>
/// <param name="Epsilon">Keeps the denominator from zero.</param>
internal readonly record struct AdagradStep(float Scale, float Decay, float Rate, float Epsilon);
