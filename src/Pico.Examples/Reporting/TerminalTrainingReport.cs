using System.Globalization;
using Spectre.Console;

namespace Pico.Examples.Reporting;

/// <summary>A live bar for people at a terminal.</summary>
internal sealed class TerminalTrainingReport : ITrainingReport
{
    private readonly ProgressTask bar;

    private TerminalTrainingReport(ProgressTask bar) => this.bar = bar;

    /// <summary>Shows a bar as long as <paramref name="train"/> runs.</summary>
    public static void Show(IAnsiConsole console, Action<ITrainingReport> train) => console
        .Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context => train(new TerminalTrainingReport(context.AddTask("starting"))));

    public void Update(in TrainingStatus status)
    {
        bar.MaxValue = status.TotalSamples;
        bar.Value = status.Samples;
        bar.Description = Markup.Escape(string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {status.Epoch}/{status.Epochs}  loss {status.Loss:F4}  accuracy {100 * status.Accuracy:F2} %  {status.SamplesPerSecond:N0} samples/s  {Duration.Format(status.Left)} left"));
    }
}
