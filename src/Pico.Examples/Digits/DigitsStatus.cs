using System.Globalization;
using Pico.Examples.Reporting;

namespace Pico.Examples.Digits;

/// <summary>Where a training run stands.</summary>
/// <param name="Epoch">The epoch being worked on, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Samples">How many samples all epochs together have learned from so far.</param>
/// <param name="TotalSamples">How many it will be at the end.</param>
/// <param name="Loss">Mean training loss of this epoch so far.</param>
/// <param name="Accuracy">The part of held-out samples that was right when last measured, 0 to 1.</param>
/// <param name="SamplesPerSecond">Training speed so far, without evaluation.</param>
/// <param name="Left">Time left at that speed.</param>
internal readonly record struct DigitsStatus(
    int Epoch, int Epochs, long Samples, long TotalSamples, double Loss, double Accuracy, double SamplesPerSecond, TimeSpan Left) : ITrainingStatus
{
    /// <summary>Whether this status closes its epoch.</summary>
    public bool IsMilestone => Samples * Epochs == TotalSamples * Epoch;

    public long Done => Samples;

    public long Total => TotalSamples;

    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {Epoch}/{Epochs} samples={Samples}/{TotalSamples} loss={Loss:F4} accuracy={Accuracy:F4} samples_per_s={SamplesPerSecond:F0} left={Duration.Format(Left)}");

    public string Caption => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {Epoch}/{Epochs}  loss {Loss:F4}  accuracy {100 * Accuracy:F2} %  {SamplesPerSecond:N0} samples/s  {Duration.Format(Left)} left");
}
