using System.Diagnostics;
using System.Globalization;
using Pico.Examples.Kernels;

namespace Pico.Benchmarks;

/// <summary>
/// The gradient of ADBench's Gaussian mixture beside the objective itself, in turns in one process: what a gradient costs in evaluations of its function.
/// </summary>
internal static class MixtureBenchmark
{
    private const int Points = 1000;
    private const int Rounds = 11;
    private const double SecondsPerTurn = 0.03;

    public static int Run(string[] arguments)
    {
        var shapes = new List<(int Dimensions, int Components)>();
        foreach (var argument in arguments)
        {
            var parts = argument.Split('x');
            if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var d) || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var k) ||
                d < 1 || k < 1 || k > GaussianMixture.MostComponents || d * k > GaussianMixture.MostDiagonals)
            {
                Console.Error.WriteLine($"'{argument}' is no size: write dimensions and components as 16x5, at most {GaussianMixture.MostComponents} components and {GaussianMixture.MostDiagonals} for their product");
                return 2;
            }

            shapes.Add((d, k));
        }

        Console.WriteLine($"load {File.ReadAllText("/proc/loadavg").Trim()}");
        Console.WriteLine("| d, k, n | objective, gradient, tangent, Hessian times a vector (µs) | gradient (quartiles) | tangent | Hessian times a vector |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (d, k) in shapes.Count > 0 ? shapes : [.. from d in new[] { 2, 10, 20, 32, 64 } from k in new[] { 5, 10, 25 } select (d, k)]) Compare(d, k);
        return 0;
    }

    private static void Compare(int d, int k)
    {
        var random = new Random(7);
        double[] Numbers(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => ((random.NextDouble() * 2) - 1) * scale)];
        var factor = GaussianMixture.FactorLength(d);
        double[] alphas = Numbers(k, 1), means = Numbers(k * d, 1), factors = Numbers(k * factor, 0.3), points = Numbers(Points * d, 1);
        double[] alphasTangent = Numbers(k, 1), meansTangent = Numbers(k * d, 1), factorsTangent = Numbers(k * factor, 1);
        double[] alphasResult = new double[k], meansResult = new double[k * d], factorsResult = new double[k * factor];
        var scratch = new double[2 * GaussianMixture.ObjectiveGradientScratch(alphas, means, factors, points, d, 1, 0)];
        var kept = 0.0;
        Action[] forms =
        [
            () => kept += GaussianMixture.Objective(alphas, means, factors, points, d, 1, 0),
            () => GaussianMixture.ObjectiveGradient(alphas, means, factors, points, d, 1, 0, 1, alphasResult, meansResult, factorsResult, scratch),
            () => kept += GaussianMixture.ObjectiveJvp(alphas, means, factors, points, d, 1, 0, alphasTangent, meansTangent, factorsTangent).Tangent,
            () => GaussianMixture.ObjectiveHvp(alphas, means, factors, points, d, 1, 0, alphasTangent, meansTangent, factorsTangent, alphasResult, meansResult, factorsResult, scratch),
        ];
        foreach (var form in forms)
        {
            for (var i = 0; i < 40; i++) form(); // tiers
        }

        Thread.Sleep(200); // the last tier is compiled behind
        var best = new double[forms.Length];
        Array.Fill(best, double.MaxValue);
        var ratios = forms.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var times = forms.Select(Time).ToArray();
            for (var i = 0; i < forms.Length; i++)
            {
                ratios[i][round] = times[i] / times[0];
                best[i] = Math.Min(best[i], times[i]);
            }
        }

        foreach (var list in ratios) Array.Sort(list);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {d}, {k}, {Points} | {string.Join(", ", best.Select(time => (time * 1e6).ToString("N0", CultureInfo.InvariantCulture)))} | {ratios[1][Rounds / 2]:F2} ({ratios[1][Rounds / 4]:F2}–{ratios[1][Rounds - 1 - Rounds / 4]:F2}) | {ratios[2][Rounds / 2]:F2} | {ratios[3][Rounds / 2]:F2} |"));
        GC.KeepAlive(kept);
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
