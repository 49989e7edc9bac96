using Pico.Models;

namespace Pico.Examples.Benchmarking;

/// <summary>Where the time of a training step goes: every step of the compiled entry point, then the optimizer.</summary>
/// <param name="Lines">One for each, in order.</param>
/// <param name="Median">Seconds of a whole training step.</param>
internal sealed record StepBreakdown(IReadOnlyList<StepLine> Lines, double Median)
{
    /// <summary>Measures some training steps.</summary>
    public static StepBreakdown Of(TrainingStep step, CancellationToken cancellation)
    {
        StepClock clock = new(step.Entry.Steps.Count), optimizer = new(1);
        step.Measure(clock, optimizer);
        StepMeasurement.WarmUp(step, cancellation);
        clock.Clear();
        optimizer.Clear();
        var times = StepMeasurement.Run(step, cancellation);
        var lines = step.Entry.Steps
            .Select((each, i) => StepLine.Of($"{i,2} {each.Text}", clock, i, times.Count, each.FloatingPointOperations(step.Sizes), each.BytesMoved(step.Sizes)))
            .Append(StepLine.Of("AdamW", optimizer, 0, times.Count, 0, 0));
        return new([.. lines], times[times.Count / 2]);
    }
}
