using System.Diagnostics;
using System.Globalization;
using Pico.Examples.Benchmarking;
using Pico.Kernels;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Benchmarks;

/// <summary>Matrix products next to OpenBLAS and oneDNN, in one process and in turns, because the machine's speed drifts.</summary>
internal static unsafe class GemmBenchmark
{
    private const int Rounds = 11;

    public static int Run(string[] arguments)
    {
        var isCold = arguments.Contains("--cold");
        arguments = [.. arguments.Where(text => text != "--cold")];
        var threads = arguments.Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(number => number > 0);
        var names = arguments.Where(text => !int.TryParse(text, CultureInfo.InvariantCulture, out _)).ToArray();
        Console.WriteLine($"SIMD width {SimdWidth.Current}; {OpenBlas.Config}; oneDNN {(OneDnn.IsInstalled ? "found" : "not installed")}; load {File.ReadAllText("/proc/loadavg").Trim()}");
        foreach (var count in threads > 0 ? [threads] : new[] { 1, 2 })
        {
            using var pool = new WorkerPool(count);
            OpenBlas.UseThreads(count);
            if (OneDnn.IsInstalled) OneDnn.UseThreads(count);
            Console.WriteLine("| product (m, n, k) | threads | PicoLib GFLOP/s | of the peak | OpenBLAS GFLOP/s | ratio (quartiles) | oneDNN GFLOP/s | ratio (quartiles) |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|");
            var (full, thin) = (new List<(double Blas, double Dnn)>(), new List<(double Blas, double Dnn)>());
            foreach (var (name, m, n, k, a, b) in ProductsBenchmark.Products)
            {
                if (names.Length == 0 || names.Any(part => name.StartsWith(part, StringComparison.Ordinal)))
                {
                    // A thin product has a side of at most a sixteenth of the longest.
                    (16 * Math.Min(m, Math.Min(n, k)) <= Math.Max(m, Math.Max(n, k)) ? thin : full).Add(Compare(name, pool, m, n, k, a, b, isCold));
                }
            }

            foreach (var (kind, ratios) in new[] { ("full", full), ("thin", thin) }.Where(group => group.Item2.Count > 0))
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"geometric mean of the ratios of {kind} products, {count} threads: OpenBLAS {Mean(ratios.Select(ratio => ratio.Blas)):F3}, oneDNN {Mean(ratios.Select(ratio => ratio.Dnn)):F3}"));
            }
        }

        return 0;
    }

    private static double Mean(IEnumerable<double> ratios) => Math.Exp(ratios.Average(Math.Log));

    private static (double Blas, double Dnn) Compare(string name, WorkerPool pool, int m, int n, int k, bool aTransposed, bool bTransposed, bool isCold)
    {
        using var x = new GemmOperands(m, n, k, isCold);
        int aStride = aTransposed ? m : k, bStride = bTransposed ? k : n;
        Action[] sides =
        [
            () => Gemm.Multiply(pool, m, n, k, new GemmOperand(x.A, aStride, aTransposed), new GemmOperand(x.B, bStride, bTransposed), new StoreEpilogue(x.C, n)),
            () => OpenBlas.Multiply(m, n, k, x.A, aStride, aTransposed, x.B, bStride, bTransposed, x.C, n),
            .. OneDnn.IsInstalled ? [() => OneDnn.Multiply(m, n, k, x.A, aStride, aTransposed, x.B, bStride, bTransposed, x.C, n)] : Array.Empty<Action>(),
        ];
        for (var i = 0; i < 40; i++) sides[0]();
        foreach (var side in sides) side();
        var times = sides.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                Thread.Sleep(5); // OpenMP's threads spin for a while after their last call
                times[side][round] = isCold ? MedianTime(sides[side], x) : FastestTime(sides[side]);
            }
        }

        var flop = 2e-9 * m * n * k;
        var ours = flop / times[0].Min();
        var line = string.Create(CultureInfo.InvariantCulture, $"| {name} ({m}, {n}, {k}) | {pool.Threads} | {ours:F1} | {ours / FmaProbe.Gigaflops(pool):F2} |");
        var medians = new List<double>();
        for (var side = 1; side < sides.Length; side++)
        {
            var ratios = times[side].Zip(times[0], (their, our) => their / our).Order().ToArray();
            medians.Add(ratios[Rounds / 2]);
            line += string.Create(CultureInfo.InvariantCulture, $" {flop / times[side].Min():F1} | {ratios[Rounds / 2]:F2} ({ratios[Rounds / 4]:F2}–{ratios[Rounds - 1 - (Rounds / 4)]:F2}) |");
        }

        Console.WriteLine(medians.Count > 1 ? line : line + " | |");
        return (medians[0], medians.Count > 1 ? medians[1] : double.NaN);
    }

    // The fastest call of a turn: other processes can only slow a call down.
    private static double FastestTime(Action multiply) => Times(multiply, () => { }, 0.012).Min();

    // What memory gives in a call varies by chance, too.
    private static double MedianTime(Action multiply, GemmOperands operands)
    {
        var times = Times(multiply, operands.Turn, 0.04).Order().ToArray();
        return times[times.Length / 2];
    }

    private static List<double> Times(Action multiply, Action before, double seconds)
    {
        var times = new List<double>();
        var turn = Stopwatch.GetTimestamp();
        do
        {
            before();
            var start = Stopwatch.GetTimestamp();
            multiply();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(turn).TotalSeconds < seconds);
        return times;
    }
}
