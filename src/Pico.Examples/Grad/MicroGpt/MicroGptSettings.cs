using Pico.Models;
using Pico.Training;

namespace Pico.Examples.Grad.MicroGpt;

/// <summary>The sizes of microgpt, and its optimizer.</summary>
internal static class MicroGptSettings
{
    /// <summary>The longest name, with its mark.</summary>
    public const int Context = 16;

    /// <summary>The step size at first; it falls to zero in a straight line.</summary>
    public const double LearningRate = 0.01;

    public static MicroGptModel CreateModel(int vocab, int seed) => new(vocab, Context, width: 16, heads: 4, depth: 1) { Seed = (ulong)seed };

    /// <summary>Adam: AdamW without decay.</summary>
    public static AdamW CreateOptimizer(ParameterSet parameters) => new(parameters, LearningRate, beta1: 0.85, beta2: 0.99, weightDecay: 0) { ChecksGradients = false };
}
