using System.Diagnostics;
using System.Runtime;
using Pico.Threading;

namespace Pico.Examples.Benchmarking;

/// <summary>How long a program takes from its birth to the end of its first training step: the runtime's start and all compilation.</summary>
/// <param name="SinceStart">Milliseconds since the process was born.</param>
/// <param name="Step">Those of them that the step took.</param>
/// <param name="Loss">The loss of the step.</param>
/// <param name="Methods">The methods that the JIT compiled until then, on all threads.</param>
/// <param name="CompiledBytes">Their bytes of IL.</param>
/// <param name="Compilation">The milliseconds it took for them.</param>
internal readonly record struct StartMeasurement(double SinceStart, double Step, float Loss, long Methods, long CompiledBytes, double Compilation)
{
    /// <summary>Makes the first step of a model.</summary>
    public static StartMeasurement Of(BenchmarkModel model, WorkerPool pool)
    {
        var step = model.Create();
        step.Pool = pool;
        var begin = Stopwatch.GetTimestamp();
        var loss = step.Run();
        var took = Stopwatch.GetElapsedTime(begin);
        var sinceStart = DateTime.Now - Process.GetCurrentProcess().StartTime;
        return new(
            sinceStart.TotalMilliseconds, took.TotalMilliseconds, loss, JitInfo.GetCompiledMethodCount(), JitInfo.GetCompiledILBytes(), JitInfo.GetCompilationTime().TotalMilliseconds);
    }
}
