using System.Globalization;
using Pico.Examples.Commands;
using Pico.Examples.Optimizer;
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
    private const double WeightDecay = 0.01;

    /// <exception cref="UserErrorException">The data cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The user interrupted the run.</exception>
    public DigitsResult Execute(CancellationToken cancellation)
    {
        var choice = OptimizerChoices.ForBatches("--optimizer", options.Optimizer);
        var data = options.Data is { } folder ? MnistFolder.Load(folder) : DrawnDigits.Draw(options.Seed);
        using var pool = new WorkerPool(options.Threads);
        var (model, learner) = network.Create((ulong)options.Seed);
        model.DefaultWorkspace.Pool = pool;
        if (options.TracesNonFinite) model.DefaultWorkspace.TraceNonFinite = true;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{network.Name}: {model.Parameters.ElementCount:N0} parameters, {data.Training.Count:N0} training and {data.Test.Count:N0} test images ({data.Name}), {options.Threads} thread{(options.Threads == 1 ? "" : "s")}"));

        var rate = options.LearningRate ?? (options.Optimizer == OptimizerChoices.Standard ? network.LearningRate : choice.LearningRate);
        var trainer = new DigitsTrainer(learner(choice.Create(model.Parameters, rate, WeightDecay)), data, options.Seed, time, rate);
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
