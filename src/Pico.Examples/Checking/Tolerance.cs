namespace Pico.Examples.Checking;

/// <summary>How far float32 code may lie from the float64 oracle.</summary>
internal static class Tolerance
{
    /// <summary>
    /// Of compiled results, relative to the largest value of the tensor: sums of a few thousand terms lose some tens of
    /// units in the last place of float32.
    /// </summary>
    public const double Compiled = 2e-5;

    /// <summary>Of the oracle's own gradients against central differences, both in float64.</summary>
    public const double Differences = 1e-5;

    /// <summary>The largest difference of two tensors, relative to the largest value of the expected one (at least 1e-3); NaN counts as infinite.</summary>
    public static double Error(ReadOnlySpan<float> actual, ReadOnlySpan<double> expected)
    {
        if (actual.Length != expected.Length) return double.PositiveInfinity;
        var (error, scale) = (0.0, 1e-3);
        for (var i = 0; i < actual.Length; i++)
        {
            var difference = Math.Abs(actual[i] - expected[i]);
            if (double.IsNaN(difference)) return double.PositiveInfinity;
            error = Math.Max(error, difference);
            scale = Math.Max(scale, Math.Abs(expected[i]));
        }

        return error / scale;
    }
}
