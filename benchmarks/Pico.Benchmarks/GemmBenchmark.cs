using System.Diagnostics;
using System.Globalization;
using Pico.Kernels;
using Pico.Memory;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Benchmarks;

/// <summary>Matrix products next to OpenBLAS, in one process and in turns, because the machine's speed drifts.</summary>
internal static unsafe class GemmBenchmark
{
    private const int Rounds = 11;
    private const double SecondsPerTurn = 0.012;

    private static readonly int[] Sizes = [64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048];

    private static readonly (string Name, int M, int N, int K, bool A, bool B)[] Shapes =
    [
        ("row x W^T, [1024, 1024]", 1, 1024, 1024, false, true),
        ("row x W, [1024, 1024]", 1, 1024, 1024, false, false),
        ("W x column, [1024, 1024]", 1024, 1, 1024, false, false),
        ("8 rows x W^T, [1024, 1024]", 8, 1024, 1024, false, true),
        ("32 rows x W^T, [768, 768]", 32, 768, 768, false, true),
        ("digits: x W1^T", 128, 256, 784, false, true),
        ("digits: dW1", 256, 784, 128, true, false),
        ("digits: h W2^T", 128, 10, 256, false, true),
        ("digits: dh", 128, 256, 10, false, false),
        ("digits: dW2", 10, 256, 128, true, false),
        ("small GPT: q", 768, 128, 128, false, true),
        ("small GPT: up", 768, 512, 128, false, true),
        ("small GPT: down", 768, 128, 512, false, true),
        ("small GPT: dW up", 512, 128, 768, true, false),
        ("baby GPT: up", 2048, 1536, 384, false, true),
        ("baby GPT: dW up", 1536, 384, 2048, true, false),
    ];

    public static int Run(string[] arguments)
    {
        var shapes = arguments.Contains("shapes");
        var numbers = arguments.Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(number => number > 0).ToArray();
        var sizes = numbers.Length > 1 ? numbers[1..] : Sizes;
        Console.WriteLine($"SIMD width {SimdWidth.Current}; {OpenBlas.Config}; load {File.ReadAllText("/proc/loadavg").Trim()}");
        Console.WriteLine("| product | threads | PicoLib GFLOP/s | OpenBLAS GFLOP/s | ratio (median) | quartiles |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var count in numbers.Length > 0 ? numbers[..1] : [1, 2])
        {
            using var pool = new WorkerPool(count);
            OpenBlas.UseThreads(count);
            if (shapes)
            {
                foreach (var (name, m, n, k, a, b) in Shapes)
                {
                    Compare(name, pool, m, n, k, a, b);
                }

                continue;
            }

            foreach (var size in sizes)
            {
                Compare($"{size}²", pool, size, size, size, false, false);
            }
        }

        return 0;
    }

    private static void Compare(string name, WorkerPool pool, int m, int n, int k, bool aTransposed, bool bTransposed)
    {
        using var a = Random(m * (long)k);
        using var b = Random(k * (long)n);
        using var c = new AlignedBuffer(4L * m * n);
        int aStride = aTransposed ? m : k, bStride = bTransposed ? k : n;
        var ours = () => Gemm.Multiply(pool, m, n, k, new GemmOperand(a.Floats, aStride, aTransposed), new GemmOperand(b.Floats, bStride, bTransposed), new StoreEpilogue(c.Floats, n));
        var theirs = () => OpenBlas.Multiply(m, n, k, a.Floats, aStride, aTransposed, b.Floats, bStride, bTransposed, c.Floats, n);
        for (var i = 0; i < 40; i++)
        {
            ours();
        }

        theirs();
        var ratios = new double[Rounds];
        double ourBest = double.MaxValue, theirBest = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            Thread.Sleep(5); // OpenMP's threads spin for a while after their last call
            var our = Time(ours);
            var their = Time(theirs);
            ratios[round] = their / our;
            ourBest = Math.Min(ourBest, our);
            theirBest = Math.Min(theirBest, their);
        }

        Array.Sort(ratios);
        var flop = 2e-9 * m * n * k;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {pool.Threads} | {flop / ourBest:F1} | {flop / theirBest:F1} | {ratios[Rounds / 2]:F2} | {ratios[Rounds / 4]:F2}–{ratios[Rounds - 1 - Rounds / 4]:F2} |"));
    }

    // The fastest call of a turn: other processes can only slow a call down.
    private static double Time(Action multiply)
    {
        var best = double.MaxValue;
        var turn = Stopwatch.GetTimestamp();
        do
        {
            var start = Stopwatch.GetTimestamp();
            multiply();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(turn).TotalSeconds < SecondsPerTurn);
        return best;
    }

    private static AlignedBuffer Random(long count)
    {
        var buffer = new AlignedBuffer(4 * count);
        var random = new Random(1);
        for (long i = 0; i < count; i++)
        {
            buffer.Floats[i] = random.NextSingle() - 0.5f;
        }

        return buffer;
    }
}
