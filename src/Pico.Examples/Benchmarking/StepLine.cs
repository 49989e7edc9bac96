using Pico.Models;

namespace Pico.Examples.Benchmarking;

/// <summary>What one step of an entry point costs in a training step; steps of repeated layers run several times and are added up.</summary>
/// <param name="Text">What it makes.</param>
/// <param name="Fastest">Seconds, had every run been the fastest one: what the code can do.</param>
/// <param name="Mean">Seconds: what else ran on the machine included.</param>
/// <param name="FloatingPointOperations">By the plan.</param>
/// <param name="BytesMoved">By the plan.</param>
internal sealed record StepLine(string Text, double Fastest, double Mean, long FloatingPointOperations, long BytesMoved)
{
    public static StepLine Of(string text, StepClock clock, int step, int rounds, long operations, long bytes) =>
        new(text, clock.FastestSeconds(step) * clock.Runs(step) / rounds, clock.Seconds(step) / rounds, operations, bytes);
}
