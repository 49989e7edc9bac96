using Pico.Models;

namespace Pico.Training;

/// <summary>How a <see cref="Trainer"/> works. What changes the numbers must be the same when a run is resumed.</summary>
/// <param name="Steps">The steps of the whole run.</param>
/// <param name="Schedule">The learning rate.</param>
public sealed record TrainerOptions(long Steps, Schedule Schedule)
{
    /// <summary>The batches whose mean gradient makes one step.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>The bound on the norm of all gradients together; zero for none.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Makes the optimizer, whose learning rate the schedule then sets; without it, AdamW with the settings below.</summary>
    public Func<ParameterSet, Optimizer>? Optimizer { get; init; }

    /// <summary>AdamW's decay of the running mean of the gradients.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW's decay of the running mean of their squares.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>AdamW's weight decay; biases and the parameters of norms are free of it.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>The steps from one validation to the next; there is one after the last step in any case.</summary>
    public long ValidationInterval { get; init; } = 100;

    /// <summary>The batches of a validation, always the same ones.</summary>
    public int ValidationBatches { get; init; } = 20;
}
