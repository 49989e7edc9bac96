namespace Pico.Examples.Reporting;

/// <summary>One line now and then, and one at each milestone: for files, pipes and logs.</summary>
/// <typeparam name="TStatus">What the run tells of itself.</typeparam>
/// <param name="output">Receives the lines.</param>
/// <param name="clock">Says when the next line is due.</param>
internal sealed class PlainTrainingReport<TStatus>(TextWriter output, TimeProvider clock) : ITrainingReport<TStatus>
    where TStatus : struct, ITrainingStatus
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private long lastLine = clock.GetTimestamp();

    public void Update(in TStatus status)
    {
        if (!status.IsMilestone && clock.GetElapsedTime(lastLine) < Interval) return;
        lastLine = clock.GetTimestamp();
        output.WriteLine(status.Line);
        output.Flush(); // whoever follows the log sees it now
    }
}
