using System.Diagnostics;

namespace Pico.Models;

/// <summary>
/// Measures the steps of an entry point: put it into <see cref="ModelWorkspace.Clock"/> and call the entry point. The steps of
/// repeated layers run once for every layer.
/// </summary>
/// <param name="steps">How many steps there are: those of the entry point's description.</param>
public sealed class StepClock(int steps)
{
    private readonly Times[] times = new Times[steps];
    private int current = -1;
    private long start;

    /// <summary>How often a step has run.</summary>
    /// <param name="step">Its number.</param>
    public long Runs(int step) => times[step].Runs;

    /// <summary>The seconds of all its runs.</summary>
    /// <param name="step">Its number.</param>
    public double Seconds(int step) => (double)times[step].Ticks / Stopwatch.Frequency;

    /// <summary>The seconds of its fastest run, which other processes disturbed least; 0 before the first.</summary>
    /// <param name="step">Its number.</param>
    public double FastestSeconds(int step) => (double)times[step].Fastest / Stopwatch.Frequency;

    /// <summary>Forgets everything, so that what is still being compiled does not count.</summary>
    public void Clear()
    {
        Array.Clear(times);
        current = -1;
    }

    /// <summary>Begins a step, and so ends the one before. Generated code calls it.</summary>
    /// <param name="step">Its number.</param>
    public void Begin(int step)
    {
        var now = Stopwatch.GetTimestamp();
        if (current >= 0)
        {
            ref var ended = ref times[current];
            var ticks = now - start;
            ended.Ticks += ticks;
            ended.Fastest = ended.Runs == 0 ? ticks : Math.Min(ended.Fastest, ticks);
            ended.Runs++;
        }

        (current, start) = (step, now);
    }

    /// <summary>Ends the last step. Generated code calls it.</summary>
    public void Stop() => Begin(-1);

    private struct Times
    {
        public long Runs;
        public long Ticks;
        public long Fastest;
    }
}
