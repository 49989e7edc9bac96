namespace Pico.Examples.Digits;

/// <summary>What a training run on digits was asked to do.</summary>
/// <param name="Data">The folder of the MNIST files, or null to draw digits.</param>
/// <param name="Epochs">How often to go through the training images.</param>
/// <param name="Seed">What everything random follows from.</param>
/// <param name="Threads">How many threads work.</param>
/// <param name="LearningRate">The rate that training begins with; null for the network's own.</param>
internal sealed record DigitsOptions(string? Data, int Epochs, int Seed, int Threads, double? LearningRate = null);
