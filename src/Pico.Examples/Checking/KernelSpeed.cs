using Pico.Examples.Benchmarking;
using Pico.Simd;

namespace Pico.Examples.Checking;

/// <summary>How many elements a kernel computes in a second. The fastest of several runs counts: whatever else happens can only slow one down.</summary>
internal static class KernelSpeed
{
    private const int Elements = 4096, ElementsWithMemory = 256; // which may read all of it for each

    private const int CallsOfLanes = 64; // one takes less time than some machines' clocks can tell

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan TurnOfScalar = TimeSpan.FromMilliseconds(300); // until the runtime has noticed that it is worth optimizing

    /// <summary>By lanes, at a width.</summary>
    public static double OfLanes(KernelDescription kernel, int width)
    {
        var data = Inputs(kernel).Data;
        using (SimdWidth.Limit(width))
        {
            return Measure(data.Length * CallsOfLanes, Turn, () =>
            {
                for (var i = 0; i < CallsOfLanes; i++) kernel.Lanes!(data);
            });
        }
    }

    /// <summary>Element by element.</summary>
    public static double OfScalar(KernelDescription kernel)
    {
        var data = Inputs(kernel).Data;
        return Measure(data.Length, TurnOfScalar, () =>
        {
            for (var i = 0; i < data.Length; i++) kernel.Scalar!(data, i);
        });
    }

    private static KernelInputs Inputs(KernelDescription kernel) =>
        KernelInputs.Ordinary(kernel, kernel.Parameters.Any(parameter => parameter.Passing is KernelPassing.Memory or KernelPassing.WritableMemory) ? ElementsWithMemory : Elements);

    private static double Measure(int elements, TimeSpan turn, Action run) => elements / Fastest.Seconds(run, turn);
}
