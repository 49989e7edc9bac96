using System.Globalization;

namespace Pico.Examples.Reporting;

/// <summary>One line now and then, and one at the end of each epoch: for files, pipes and logs.</summary>
/// <param name="output">Receives the lines.</param>
/// <param name="clock">Says when the next line is due.</param>
internal sealed class PlainTrainingReport(TextWriter output, TimeProvider clock) : ITrainingReport
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private long lastLine = clock.GetTimestamp();

    public void Update(in TrainingStatus status)
    {
        if (!status.EndsEpoch && clock.GetElapsedTime(lastLine) < Interval) return;
        lastLine = clock.GetTimestamp();
        output.WriteLine(Line(status));
        output.Flush(); // whoever follows the log sees it now
    }

    private static string Line(in TrainingStatus status) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {status.Epoch}/{status.Epochs} samples={status.Samples}/{status.TotalSamples} loss={status.Loss:F4} accuracy={status.Accuracy:F4} samples_per_s={status.SamplesPerSecond:F0} left={Duration.Format(status.Left)}");
}
