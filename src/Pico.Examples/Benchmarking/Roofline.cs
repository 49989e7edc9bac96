using Pico.Threading;

namespace Pico.Examples.Benchmarking;

/// <summary>The limits of the machine as the threads of one pool meet them: a program is as fast as the lower of its two roofs.</summary>
/// <remarks>Williams, Waterman and Patterson, "Roofline: An Insightful Visual Performance Model", 2009.</remarks>
/// <param name="Threads">How many threads measured it.</param>
/// <param name="Gigaflops">Multiply-adds from registers, in GFLOP/s (float32).</param>
/// <param name="Read">Reading memory, in GB/s.</param>
/// <param name="ReadAndWrite">Reading one array and writing another, in GB/s.</param>
internal sealed record Roofline(int Threads, double Gigaflops, double Read, double ReadAndWrite)
{
    public static Roofline Measure(WorkerPool pool)
    {
        var (read, both) = MemoryProbe.Gigabytes(pool);
        return new(pool.Threads, FmaProbe.Gigaflops(pool), read, both);
    }
}
