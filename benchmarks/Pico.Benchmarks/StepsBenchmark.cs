using System.Diagnostics;
using System.Globalization;
using Pico.Examples.Transformer;
using Pico.Models;
using Pico.Simd;
using Pico.Threading;
using Pico.Training;

namespace Pico.Benchmarks;

/// <summary>
/// Where the time of a training step goes: every step of the compiled LossAndGradient, then the optimizer. The fastest run of each is
/// what the code can do; the mean also shows what else ran on the machine.
/// </summary>
internal static class StepsBenchmark
{
    private const int Vocabulary = 65;

    public static int Run(string[] arguments)
    {
        var (depth, heads, width, context, batch) = arguments.Contains("baby") ? (6, 6, 384, 256, 8) : (4, 4, 128, 64, 12);
        var numbers = arguments.Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(number => number > 0).ToArray();
        var threads = numbers.Length > 0 ? numbers[0] : 1;
        var rounds = numbers.Length > 1 ? numbers[1] : width > 128 ? 12 : 120;
        using var pool = new WorkerPool(threads);
        var model = new Gpt(Vocabulary, context, width, heads, depth);
        using var workspace = model.CreateWorkspace();
        workspace.Pool = pool;
        var (ids, targets) = (Tokens(1, batch * context), Tokens(2, batch * context));
        var entry = ((IModel)model).Description.EntryPoints.Single(entry => entry.FormsGradients);
        var optimizer = new AdamW(model.Parameters);

        // The optimizer and the whole are steps of this benchmark's own.
        var (clock, own) = (new StepClock(entry.Steps.Count), new StepClock(1));
        var whole = new List<double>();
        workspace.Clock = clock;
        for (var round = -3; round < rounds; round++)
        {
            if (round == 0)
            {
                clock.Clear();
                own.Clear();
                whole.Clear();
            }

            var start = Stopwatch.GetTimestamp();
            workspace.ClearGradients();
            workspace.LossAndGradient(ids, targets, batch, context);
            own.Begin(0);
            optimizer.Step(model.Parameters.Values, workspace.Gradients, 1, pool);
            own.Stop();
            whole.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        whole.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gpt: depth {depth}, heads {heads}, width {width}, batch {batch}, time {context}; threads {threads}; SIMD width {SimdWidth.Current}; {rounds} rounds; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
        var sizes = new Dictionary<string, long>(((IModel)model).Sizes) { ["batch"] = batch, ["time"] = context };
        Write(entry, sizes, clock, own, whole, rounds);
        return 0;
    }

    private static void Write(EntryPointDescription entry, Dictionary<string, long> sizes, StepClock clock, StepClock own, List<double> whole, int rounds)
    {
        double FastestOf(int step) => clock.FastestSeconds(step) * clock.Runs(step) / rounds;
        var all = Enumerable.Range(0, entry.Steps.Count).Sum(FastestOf) + own.FastestSeconds(0);
        Console.WriteLine("  fastest µs  share     mean µs  GFLOP/s   GB/s     MFLOP       MB  step");
        for (var i = 0; i < entry.Steps.Count; i++)
        {
            Line(FastestOf(i), clock.Seconds(i) / rounds, entry.Steps[i].FloatingPointOperations(sizes), entry.Steps[i].BytesMoved(sizes), $"{i,2} {entry.Steps[i].Text}");
        }

        Line(own.FastestSeconds(0), own.Seconds(0) / rounds, 0, 0, "AdamW");
        Line(all, whole.Average(), entry.Steps.Sum(step => step.FloatingPointOperations(sizes)), entry.Steps.Sum(step => step.BytesMoved(sizes)), "all");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a whole step: fastest {1e3 * whole[0]:F2} ms, median {1e3 * whole[whole.Count / 2]:F2} ms"));

        void Line(double fastest, double mean, double flop, double moved, string text) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{1e6 * fastest,12:F1} {100 * fastest / all,5:F1}% {1e6 * mean,11:F1} {flop / fastest / 1e9,8:F1} {moved / fastest / 1e9,6:F1} {flop / 1e6,9:F2} {moved / 1e6,8:F2}  {text}"));
    }

    private static int[] Tokens(int seed, int count)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => random.Next(Vocabulary)).ToArray();
    }
}
