using System.Diagnostics;
using Pico.Threading;

namespace Pico.Examples.Benchmarking;

/// <summary>How long a program takes from its birth to the end of its first training step: the runtime's start and all compilation.</summary>
internal static class StartMeasurement
{
    /// <summary>Makes the first step of a model and returns the milliseconds since the process was born, those of them that the step took, and its loss.</summary>
    public static (double SinceStart, double Step, float Loss) Of(BenchmarkModel model, WorkerPool pool)
    {
        var step = model.Create();
        step.Pool = pool;
        var begin = Stopwatch.GetTimestamp();
        var loss = step.Run();
        var took = Stopwatch.GetElapsedTime(begin);
        return ((DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds, took.TotalMilliseconds, loss);
    }
}
