using System.Globalization;

namespace Pico.Examples.Digits;

/// <summary>How a training run ended.</summary>
/// <param name="Epochs">How many epochs it took.</param>
/// <param name="TrainLoss">The mean loss of the last epoch.</param>
/// <param name="TestAccuracy">The part of all test images that is right, 0 to 1.</param>
/// <param name="SamplesPerSecond">Training speed, without evaluation.</param>
internal sealed record DigitsResult(int Epochs, double TrainLoss, double TestAccuracy, double SamplesPerSecond)
{
    /// <summary>The last line of a run, which scripts read.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"final: epochs={Epochs} train_loss={TrainLoss:F4} test_accuracy={TestAccuracy:F4} samples_per_s={SamplesPerSecond:F0}");
}
