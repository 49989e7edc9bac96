namespace Pico.Examples.Tests.Reporting;

/// <summary>A clock that moves when told.</summary>
internal sealed class ManualClock : TimeProvider
{
    private TimeSpan now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now.Ticks;

    public void Advance(double seconds) => now += TimeSpan.FromSeconds(seconds);
}
