namespace Pico.Examples.Reporting;

/// <summary>Where a training run stands.</summary>
/// <param name="Epoch">The epoch being worked on, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Samples">How many samples all epochs together have learned from so far.</param>
/// <param name="TotalSamples">How many it will be at the end.</param>
/// <param name="Loss">Mean training loss of this epoch so far.</param>
/// <param name="Accuracy">The part of held-out samples that was right when last measured, 0 to 1.</param>
/// <param name="SamplesPerSecond">Training speed so far, without evaluation.</param>
/// <param name="Left">Time left at that speed.</param>
internal readonly record struct TrainingStatus(
    int Epoch, int Epochs, long Samples, long TotalSamples, double Loss, double Accuracy, double SamplesPerSecond, TimeSpan Left)
{
    /// <summary>Whether this status closes its epoch.</summary>
    public bool EndsEpoch => Samples * Epochs == TotalSamples * Epoch;
}
