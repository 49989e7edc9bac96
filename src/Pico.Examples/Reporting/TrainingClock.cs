namespace Pico.Examples.Reporting;

/// <summary>Measures training speed; it stands still while the run evaluates.</summary>
/// <param name="clock">The source of time.</param>
internal sealed class TrainingClock(TimeProvider clock)
{
    private TimeSpan elapsed;
    private long? startedAt;

    public void Start() => startedAt ??= clock.GetTimestamp();

    public void Pause()
    {
        if (startedAt is { } start) elapsed += clock.GetElapsedTime(start);
        startedAt = null;
    }

    /// <summary>How long the clock has run.</summary>
    public TimeSpan Elapsed => elapsed + (startedAt is { } start ? clock.GetElapsedTime(start) : TimeSpan.Zero);

    /// <summary>Mean speed since the start; 0 before any time has passed.</summary>
    public double PerSecond(long done) => Elapsed > TimeSpan.Zero ? done / Elapsed.TotalSeconds : 0;

    /// <summary>Time left at the mean speed so far.</summary>
    public TimeSpan Left(long done, long total) => done > 0 ? Elapsed * ((double)(total - done) / done) : TimeSpan.Zero;
}
