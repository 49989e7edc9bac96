using Pico.Models;

namespace Pico.Examples.Digits;

/// <summary>A network that digits can be trained with.</summary>
/// <param name="Name">How the run's first line calls it.</param>
/// <param name="LearningRate">The rate that the standard optimizer begins with, unless told otherwise.</param>
/// <param name="Create">Makes one from a seed, and what learns with it once it has an optimizer.</param>
internal sealed record DigitsNetwork(string Name, double LearningRate, Func<ulong, (IModel Model, Func<Training.Optimizer, IDigitsLearner> Learner)> Create);
