using Spectre.Console;

namespace Pico.Examples.Reporting;

/// <summary>A live bar for people at a terminal.</summary>
/// <typeparam name="TStatus">What the run tells of itself.</typeparam>
internal sealed class TerminalTrainingReport<TStatus> : ITrainingReport<TStatus>
    where TStatus : struct, ITrainingStatus
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly ProgressTask bar;
    private readonly TimeProvider clock;
    private long? lastUpdate;

    private TerminalTrainingReport(ProgressTask bar, TimeProvider clock) => (this.bar, this.clock) = (bar, clock);

    /// <summary>Shows a bar as long as <paramref name="train"/> runs.</summary>
    public static void Show(IAnsiConsole console, TimeProvider clock, Action<ITrainingReport<TStatus>> train) => console
        .Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context => train(new TerminalTrainingReport<TStatus>(context.AddTask("starting"), clock)));

    public void Update(in TStatus status)
    {
        if (!status.IsMilestone && lastUpdate is { } last && clock.GetElapsedTime(last) < Interval) return;
        lastUpdate = clock.GetTimestamp();
        bar.MaxValue = status.Total;
        bar.Value = status.Done;
        bar.Description = Markup.Escape(status.Caption);
    }
}
