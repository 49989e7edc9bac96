using Pico.Examples.Optimizer;

namespace Pico.Examples.Digits;

/// <summary>What a training run on digits was asked to do.</summary>
/// <param name="Data">The folder of the MNIST files, or null to draw digits.</param>
/// <param name="Epochs">How often to go through the training images.</param>
/// <param name="Seed">What everything random follows from.</param>
/// <param name="Threads">How many threads work.</param>
/// <param name="TracesNonFinite">Name the operation that makes the first NaN or infinity.</param>
internal sealed record DigitsOptions(string? Data, int Epochs, int Seed, int Threads, bool TracesNonFinite = false)
{
    /// <summary>The rate that training begins with; null for the network's or the optimizer's own.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The name of an optimizer.</summary>
    public string Optimizer { get; init; } = OptimizerChoices.Standard;
}
