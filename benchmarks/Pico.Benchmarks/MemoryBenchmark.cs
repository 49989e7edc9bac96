using System.Diagnostics;
using System.Globalization;
using Pico.Examples.Transformer;
using Pico.Models;
using Pico.Threading;
using Pico.Training;

namespace Pico.Benchmarks;

/// <summary>
/// What a training step of the GPT holds: by the plan's own count, and by how much the peak of the process' resident memory grows from
/// before the model is built. Written as one line that benchmarks/peers/gpt_memory.py reads.
/// </summary>
internal static class MemoryBenchmark
{
    private const int Vocabulary = 65;
    private const int Steps = 6;

    public static int Run(string[] arguments)
    {
        var (depth, heads, width, context, batch) = arguments.Contains("baby") ? (6, 6, 384, 256, 8) : (4, 4, 128, 64, 12);
        var threads = arguments.Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0).Max();
        using var pool = new WorkerPool(Math.Max(1, threads));
        var before = Peak();
        IModel model = arguments.Contains("recompute")
            ? new LeanGpt(Vocabulary, context, width, heads, depth)
            : new Gpt(Vocabulary, context, width, heads, depth);
        using var workspace = model.CreateWorkspace();
        workspace.Pool = pool;
        var entry = model.Description.EntryPoints.Single(entry => entry.FormsGradients);
        var optimizer = new AdamW(model.Parameters) { ChecksGradients = false };
        var inputs = new[] { Tokens(1, batch, context), Tokens(2, batch, context) };
        var times = new List<double>();
        for (var step = 0; step < Steps; step++)
        {
            var start = Stopwatch.GetTimestamp();
            workspace.ClearGradients();
            entry.Run(workspace, inputs, [batch, context]);
            optimizer.Step(model.Parameters.Values, workspace.Gradients, 1, pool);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        var memory = workspace.MemoryOfStep(entry.Name, optimizer.StateBytes);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"total_mb={memory.Total / 1e6:F1} parameters_mb={memory.Parameters / 1e6:F1} gradients_mb={memory.Gradients / 1e6:F1} optimizer_mb={memory.Optimizer / 1e6:F1} temporaries_mb={memory.Temporaries / 1e6:F1} scratch_mb={memory.Scratch / 1e6:F1} peak_growth_mb={(Peak() - before) / 1e6:F1} fastest_ms={times[0]:F1} median_ms={times[Steps / 2]:F1}"));
        return 0;
    }

    /// <summary>The peak of the process' resident memory in bytes.</summary>
    private static double Peak()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    private static Tensor Tokens(int seed, int batch, int context)
    {
        var random = new Random(seed);
        return Tensor.From([.. Enumerable.Range(0, batch * context).Select(_ => random.Next(Vocabulary))], batch, context);
    }
}
