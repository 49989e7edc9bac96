using System.Diagnostics;
using Pico.Examples.Optimizer;
using Pico.Threading;

namespace Pico.Examples.Benchmarking;

/// <summary>A step of each optimizer over many weights, beside what memory gives in the same minute.</summary>
internal static class OptimizersBenchmark
{
    private const int Rounds = 5;

    /// <summary>Measures them one after the other; each waits for its own probe of the memory.</summary>
    /// <returns>The bytes that a step moves for each weight, its state's bytes, the fastest step's nanoseconds for a weight, and what part of the memory's speed that is.</returns>
    public static IEnumerable<(string Optimizer, double Bytes, double State, double Nanoseconds, double Fraction)> Run(WorkerPool pool, CancellationToken cancellation)
    {
        var parameters = new MatrixStack().Parameters;
        var gradients = new float[parameters.Length];
        var random = new Random(1);
        foreach (ref var gradient in gradients.AsSpan()) gradient = random.NextSingle() - 0.5f;
        foreach (var choice in OptimizerChoices.All)
        {
            cancellation.ThrowIfCancellationRequested();
            var optimizer = choice.Create(parameters, 1e-6, 0);
            optimizer.ChecksGradients = false;
            var seconds = double.MaxValue;
            for (var i = 0; i < Warm(choice) + Rounds; i++)
            {
                // L-BFGS needs a change of gradients to remember a step.
                if (choice.WantsWholeSet) gradients[i] += 1;
                var start = Stopwatch.GetTimestamp();
                optimizer.Step(parameters, gradients, 1, pool);
                if (i >= Warm(choice)) seconds = Math.Min(seconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            var (_, stream) = MemoryProbe.Gigabytes(pool);
            var (state, weights) = ((double)optimizer.StateBytes / parameters.Length, (double)parameters.Length);
            var bytes = choice.BytesPerWeight(state);
            yield return (choice.Name, bytes, state, 1e9 * seconds / weights, bytes * weights / seconds / 1e9 / stream);
        }
    }

    // As many as L-BFGS remembers, so that all of them take part.
    private static int Warm(OptimizerChoice choice) => choice.WantsWholeSet ? OptimizerChoices.History + 1 : 1;
}
