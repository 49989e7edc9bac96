using System.Diagnostics;

namespace Pico.Examples.Benchmarking;

/// <summary>How long one of a model's training steps takes, beside what the machine could do at that moment.</summary>
/// <param name="Seconds">The median of the steps.</param>
/// <param name="Gigaflops">The operations of its plan over that time.</param>
/// <param name="PeakFraction">The same as a part of <see cref="FmaProbe"/>'s figure, taken before and after.</param>
internal sealed record StepMeasurement(double Seconds, double Gigaflops, double PeakFraction)
{
    private const int LeastWarmups = 3, LeastSteps = 7, MostSteps = 20_000;

    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(1), Turn = TimeSpan.FromSeconds(2);

    /// <summary>Measures some steps.</summary>
    public static StepMeasurement Of(TrainingStep step, Func<double> peak, CancellationToken cancellation)
    {
        WarmUp(step, cancellation);
        var before = peak();
        var times = Run(step, cancellation);
        var after = peak();
        var median = times[times.Count / 2];
        var gigaflops = 1e-9 * step.FloatingPointOperations / median;
        return new(median, gigaflops, gigaflops / Math.Max(before, after));
    }

    /// <summary>Makes steps until what they call has been compiled in full, which takes time however many they are.</summary>
    public static void WarmUp(TrainingStep step, CancellationToken cancellation)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < LeastWarmups || Stopwatch.GetElapsedTime(begin) < Warmup; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            step.Run();
        }
    }

    /// <summary>The seconds of some steps, in ascending order.</summary>
    public static IReadOnlyList<double> Run(TrainingStep step, CancellationToken cancellation)
    {
        var times = new List<double>(MostSteps);
        var begin = Stopwatch.GetTimestamp();
        while (times.Count < LeastSteps || (times.Count < MostSteps && Stopwatch.GetElapsedTime(begin) < Turn))
        {
            cancellation.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            step.Run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        times.Sort();
        return times;
    }
}
