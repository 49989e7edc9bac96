using System.Diagnostics;
using Pico.Examples.Optimizer;
using Pico.Memory;
using Pico.Threading;

namespace Pico.Examples.Benchmarking;

/// <summary>
/// A step of each optimizer over many weights, beside a loop that does nothing but change numbers where they lie: what memory gives to a rule that loads and stores. Both take turns, since the
/// machine's speed drifts.
/// </summary>
internal static unsafe partial class OptimizersBenchmark
{
    private const int Rounds = 7;
    private const int Elements = 32 << 20; // 128 MB: no cache holds it
    private const int Chunk = 1 << 14;

    /// <summary>Measures them one after the other.</summary>
    /// <returns>The bytes that a step moves for each weight, its state's bytes, the fastest step's nanoseconds for a weight, and what part of the memory's speed that is.</returns>
    public static IEnumerable<(string Optimizer, double Bytes, double State, double Nanoseconds, double Fraction)> Run(WorkerPool pool, CancellationToken cancellation)
    {
        using var stream = new AlignedBuffer(4L * Elements);
        var parameters = new MatrixStack().Parameters;
        var gradients = new float[parameters.Length];
        var random = new Random(1);
        foreach (ref var gradient in gradients.AsSpan()) gradient = random.NextSingle() - 0.5f;
        foreach (var choice in OptimizerChoices.All)
        {
            cancellation.ThrowIfCancellationRequested();
            var optimizer = choice.Create(parameters, 1e-6, 0);
            optimizer.ChecksGradients = false;
            var (step, probe) = (double.MaxValue, double.MaxValue);
            for (var i = 0; i < Warm(choice) + Rounds; i++)
            {
                // L-BFGS needs a change of gradients to remember a step.
                if (choice.WantsWholeSet) gradients[i] += 1;
                var start = Stopwatch.GetTimestamp();
                optimizer.Step(parameters, gradients, 1, pool);
                if (i < Warm(choice)) continue;
                step = Math.Min(step, Stopwatch.GetElapsedTime(start).TotalSeconds);
                probe = Math.Min(probe, Seconds(stream, pool));
            }

            var (state, weights) = ((double)optimizer.StateBytes / parameters.Length, (double)parameters.Length);
            var bytes = choice.BytesPerWeight(state);
            yield return (choice.Name, bytes, state, 1e9 * step / weights, bytes * weights / step / (8.0 * Elements / probe));
        }
    }

    // As many as L-BFGS remembers, so that all of them take part.
    private static int Warm(OptimizerChoice choice) => choice.WantsWholeSet ? OptimizerChoices.History + 1 : 1;

    private static double Seconds(AlignedBuffer stream, WorkerPool pool)
    {
        var start = Stopwatch.GetTimestamp();
        pool.Run(&ChangeChunk, stream.Floats, Elements / Chunk);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void ChangeChunk(void* state, int chunk) => Change(new Span<float>((float*)state + ((long)chunk * Chunk), Chunk));

    [Kernel]
    private static void Change(ref float x) => x = 1 - x;
}
