using System.Diagnostics;
using System.Globalization;
using Pico.Simd;

namespace Pico.Benchmarks;

/// <summary>The kernels of the examples: lanes, the scalar C# method and C++ in turns in one process, because the machine's speed drifts.</summary>
internal static class KernelsBenchmark
{
    private const int Rounds = 11;
    private const double SecondsPerTurn = 0.012;

    public static int Run(string[] names)
    {
        var cases = KernelCases.All().Where(candidate => names.Length == 0 || names.Contains(candidate.Name)).ToArray();
        if (cases.Length == 0)
        {
            Console.Error.WriteLine("no such kernel; known: " + string.Join(", ", KernelCases.All().Select(candidate => candidate.Name)));
            return 2;
        }

        Console.WriteLine($"SIMD width {SimdWidth.Current}; load {File.ReadAllText("/proc/loadavg").Trim()}");
        Console.WriteLine("| kernel | work | lanes, scalar, C++ (µs) | against the scalar method (quartiles) | against C++ (quartiles) |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var candidate in cases) Compare(candidate);
        return 0;
    }

    private static void Compare(KernelCase candidate)
    {
        Action[] forms = [candidate.Lanes, candidate.Scalar, candidate.Peer];
        WarmUp(forms);

        var best = new double[forms.Length];
        Array.Fill(best, double.MaxValue);
        double[] scalar = new double[Rounds], peer = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var times = forms.Select(Time).ToArray();
            (scalar[round], peer[round]) = (times[1] / times[0], times[2] / times[0]);
            for (var i = 0; i < best.Length; i++) best[i] = Math.Min(best[i], times[i]);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {candidate.Name} | {candidate.Work} | {best[0] * 1e6:N1}, {best[1] * 1e6:N1}, {best[2] * 1e6:N1} | {Ratio(scalar)} | {Ratio(peer)} |"));
    }

    /// <summary>
    /// Calls everything until the tiers are through: methods are compiled anew after thirty calls, in the background and only once nothing new has
    /// been called for a tenth of a second, and for the second time with what the first has counted.
    /// </summary>
    private static void WarmUp(Action[] forms)
    {
        for (var tier = 0; tier < 3; tier++)
        {
            foreach (var form in forms)
            {
                for (var i = 0; i < 40; i++) form();
            }

            Thread.Sleep(250);
        }
    }

    private static string Ratio(double[] ratios)
    {
        Array.Sort(ratios);
        return string.Create(CultureInfo.InvariantCulture, $"{ratios[Rounds / 2]:F2} ({ratios[Rounds / 4]:F2}–{ratios[Rounds - 1 - Rounds / 4]:F2})");
    }

    // The fastest call of a turn: other processes can only slow a call down.
    private static double Time(Action form)
    {
        var best = double.MaxValue;
        var turn = Stopwatch.GetTimestamp();
        do
        {
            var start = Stopwatch.GetTimestamp();
            form();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(turn).TotalSeconds < SecondsPerTurn);
        return best;
    }
}
