using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Pico.Models;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Benchmarks;

/// <summary>
/// What a specialisation gains: one model in its general form and in the one for its sizes, in turns in one process, on one thread. The
/// results are compared bit by bit on the way.
/// </summary>
internal static class SpecializeBenchmark
{
    private const double SecondsPerTurn = 0.02;

    public static int Run(string[] arguments)
    {
        var turns = arguments.Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(number => number > 0, 60);
        var isBaby = arguments.Contains("baby");
        Console.WriteLine($"SIMD width {SimdWidth.Current}; {turns} turns of each; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Console.WriteLine("| model, entry point | general (µs) | specialised | ratio of the fastest | median of the turns' ratios (quartiles) |");
        Console.WriteLine("|---|---|---|---|---|");
        if (arguments.Contains("gpt"))
        {
            IModel Gpt(int form) => isBaby ? new SwitchedGpt(65, 256, 384, 6, 6, form) : new SwitchedGpt(65, 64, 128, 4, 4, form);
            Compare(isBaby ? "gpt baby" : "gpt small", Gpt, "LossAndGradient", isBaby ? [8, 256] : [12, 64], turns);
            return 0;
        }

        foreach (var (inputs, width, classes, batch) in new[] { (8, 8, 3, 1), (8, 8, 3, 64), (16, 32, 10, 1), (16, 32, 10, 64) })
        {
            foreach (var entry in new[] { "Predict", "LossAndGradient" })
            {
                Compare($"{inputs}, {width}, {classes}, batch {batch}", form => new SwitchedNetwork(inputs, width, classes, form), entry, [batch], turns);
            }
        }

        return 0;
    }

    private static void Compare(string name, Func<int, IModel> create, string entryPoint, int[] sizes, int turns)
    {
        using var pool = new WorkerPool(1);
        var (general, special) = (new Form(create(0), entryPoint, sizes, pool), new Form(create(1), entryPoint, sizes, pool));
        if (!MemoryMarshal.AsBytes(general.Result.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(special.Result.AsSpan()))) throw new InvalidOperationException($"{name}: the bits differ");
        var calls = Math.Max(1, (int)(SecondsPerTurn / general.Time(1)));
        var ratios = new List<double>();
        var (fastestGeneral, fastestSpecial) = (double.MaxValue, double.MaxValue);
        for (var turn = 0; turn < turns; turn++)
        {
            // Who comes first changes, so that a drift favours nobody.
            var first = (turn % 2 == 0 ? general : special).Time(calls);
            var second = (turn % 2 == 0 ? special : general).Time(calls);
            var (one, other) = turn % 2 == 0 ? (first, second) : (second, first);
            ratios.Add(other / one);
            (fastestGeneral, fastestSpecial) = (Math.Min(fastestGeneral, one), Math.Min(fastestSpecial, other));
        }

        ratios.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name}, {entryPoint} | {1e6 * fastestGeneral:F2} | {1e6 * fastestSpecial:F2} | {fastestSpecial / fastestGeneral:F3} | {ratios[turns / 2]:F3} ({ratios[turns / 4]:F3} to {ratios[turns * 3 / 4]:F3}) |"));
    }

    /// <summary>One of the two, ready to run.</summary>
    private sealed class Form
    {
        private readonly Action call;

        public Form(IModel model, string entryPoint, int[] sizes, WorkerPool pool)
        {
            model.Seed = 1;
            var workspace = model.CreateWorkspace();
            workspace.Pool = pool;
            var entry = model.Description.EntryPoints.Single(entry => entry.Name == entryPoint);
            var random = new Random(1);
            var ids = workspace is SwitchedGpt.Workspace ? Enumerable.Range(0, 2 * sizes[0] * sizes[^1]).Select(_ => random.Next(65)).ToArray() : [];
            float[] Numbers(string size) => [.. Enumerable.Range(0, sizes[0] * (model.Sizes.TryGetValue(size, out var count) ? (int)count : 1)).Select(_ => random.NextSingle())];
            var (x, targets) = (Numbers("inputs"), Numbers("classes"));
            call = workspace switch
            {
                SwitchedGpt.Workspace gpt => () => gpt.LossAndGradient(ids.AsSpan(..(ids.Length / 2)), ids.AsSpan((ids.Length / 2)..), sizes[0], sizes[1]),
                SwitchedNetwork.Workspace network when entry.FormsGradients => () => network.LossAndGradient(x, targets, sizes[0]),
                SwitchedNetwork.Workspace network => () => network.Predict(x, sizes[0]),
                _ => throw new InvalidOperationException(entryPoint),
            };
            call();
            Result = entry.FormsGradients ? workspace.Gradients.ToArray() : ((SwitchedNetwork.Workspace)workspace).Predict(x, sizes[0]).ToArray();
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 1.5;) call(); // tiers
        }

        /// <summary>The gradients of the first call, or its result.</summary>
        public float[] Result { get; }

        /// <summary>The seconds of a call.</summary>
        public double Time(int calls)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < calls; i++) call();
            return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
        }
    }
}
