using System.Globalization;
using Pico.Examples.Commands;
using Pico.Examples.Reporting;
using Pico.Threading;

namespace Pico.Examples.Digits;

/// <summary>One training run on digits, from its options to its last line.</summary>
/// <param name="network">What is trained.</param>
/// <param name="options">What was asked for.</param>
/// <param name="output">Receives the report.</param>
/// <param name="time">The clock that speed is measured by.</param>
internal sealed class DigitsRun(DigitsNetwork network, DigitsOptions options, TextWriter output, TimeProvider time)
{
    /// <exception cref="UserErrorException">The data cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The user interrupted the run.</exception>
    public DigitsResult Execute(CancellationToken cancellation)
    {
        var data = options.Data is { } folder ? MnistFolder.Load(folder) : DrawnDigits.Draw(options.Seed);
        using var pool = new WorkerPool(options.Threads);
        var (learner, parameters) = network.Create(options.Seed, pool);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{network.Name}: {parameters:N0} parameters, {data.Training.Count:N0} training and {data.Test.Count:N0} test images ({data.Name}), {options.Threads} thread{(options.Threads == 1 ? "" : "s")}"));

        var trainer = new DigitsTrainer(learner, data, options.Seed, options.LearningRate ?? network.LearningRate, time);
        var result = Train(trainer, cancellation);
        output.WriteLine(result);
        return result;
    }

    private DigitsResult Train(DigitsTrainer trainer, CancellationToken cancellation)
    {
        if (!Terminal.IsLive(output)) return trainer.Train(options.Epochs, new PlainTrainingReport<DigitsStatus>(output, time), cancellation);
        DigitsResult? result = null;
        TerminalTrainingReport<DigitsStatus>.Show(Terminal.Open(output), time, report => result = trainer.Train(options.Epochs, report, cancellation));
        return result!;
    }
}
