using System.Diagnostics;

namespace Pico.Examples.Benchmarking;

/// <summary>Measures calls: whatever else the machine does can only slow one down, so the fastest says what the code can do.</summary>
internal static class Fastest
{
    /// <summary>The seconds of the fastest of the calls that fit into a turn, after a few that do not count.</summary>
    public static double Seconds(Action call, TimeSpan turn)
    {
        for (var i = 0; i < 3; i++) call();
        var best = double.MaxValue;
        var begin = Stopwatch.GetTimestamp();
        do
        {
            var start = Stopwatch.GetTimestamp();
            call();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(begin) < turn);
        return best;
    }
}
