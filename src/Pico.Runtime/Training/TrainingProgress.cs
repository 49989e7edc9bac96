namespace Pico.Training;

/// <summary>Where a run stands after a step.</summary>
/// <param name="Step">The steps made.</param>
/// <param name="Steps">The steps of the whole run.</param>
/// <param name="Loss">The mean training loss of this step's batches, before the step.</param>
/// <param name="GradientNorm">The norm of the gradients, before clipping.</param>
/// <param name="LearningRate">The step's learning rate.</param>
/// <param name="ValidationLoss">The validation loss when it was last measured; NaN before.</param>
/// <param name="StepsHere">The steps made by this process.</param>
/// <param name="Elapsed">The time they took, without validation and checkpoints.</param>
public readonly record struct TrainingProgress(
    long Step, long Steps, double Loss, double GradientNorm, double LearningRate, double ValidationLoss, long StepsHere, TimeSpan Elapsed)
{
    /// <summary>The time left at the speed so far, without validation and checkpoints.</summary>
    public TimeSpan Left => StepsHere > 0 ? Elapsed * ((double)(Steps - Step) / StepsHere) : TimeSpan.Zero;

    /// <summary>The speed so far.</summary>
    public double StepsPerSecond => Elapsed > TimeSpan.Zero ? StepsHere / Elapsed.TotalSeconds : 0;
}

/// <summary>A point of the loss curve.</summary>
/// <param name="Step">The steps made.</param>
/// <param name="TrainLoss">The mean training loss since the point before.</param>
/// <param name="ValidationLoss">The validation loss.</param>
public readonly record struct LossPoint(long Step, double TrainLoss, double ValidationLoss);
