using Pico.Threading;

namespace Pico.Examples.Digits;

/// <summary>A network that digits can be trained with.</summary>
/// <param name="Name">How the run's first line calls it.</param>
/// <param name="LearningRate">The rate that training begins with, unless told otherwise.</param>
/// <param name="Create">Makes one from a seed, with the threads that work; says how many parameters it has.</param>
internal sealed record DigitsNetwork(string Name, double LearningRate, Func<int, WorkerPool, (IDigitsLearner Learner, long Parameters)> Create);
