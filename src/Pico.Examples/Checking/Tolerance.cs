using Pico.Models;

namespace Pico.Examples.Checking;

/// <summary>How far compiled code may lie from the float64 oracle, and how that distance is measured.</summary>
internal static class Tolerance
{
    public const string Rule = "allowed: ε·√(operations · longest sum), ε = 2⁻²³, relative to the largest value (forming gradients counts its operations three times); models in bfloat16: 2⁻⁸·√operations more";

    /// <summary>Of the oracle's own gradients against central differences, both in float64: h² and ε/h for h = 1e-5, with room for curvature.</summary>
    public const double Slopes = 1e-6;

    private const double Epsilon = 1.0 / (1 << 23);

    // Of bfloat16, which rounds to eight significant bits.
    private const double StorageEpsilon = 1.0 / (1 << 8);

    // An analytic zero (the gradient of a bias before a softmax) is rounding noise in float32. It is measured against the
    // other gradients of the model, this much below the largest.
    private const double NoiseFloor = 1e-2;

    /// <summary>
    /// Rounding errors are independent: those of a sum grow as the root of its length, those of a chain of operations as the
    /// root of their number, which forming gradients triples. A number that is stored as bfloat16 is rounded once more, and sums over such
    /// numbers are float32's: their terms' errors cancel as they add up. So what storage adds grows with the chain alone.
    /// </summary>
    public static double Of(IModel model, EntryPointDescription entry, CheckCase @case)
    {
        var operations = Math.Max(1, entry.Operations.Count) * (entry.FormsGradients ? 3.0 : 1.0);
        var longest = Math.Max(model.Parameters.SelectMany(parameter => parameter.Shape).DefaultIfEmpty(1).Max(), @case.Inputs.Single.Max(input => input.Size / Math.Max(1, input.Rank > 1 ? input.Shape[^1] : 1)));
        var arithmetic = Epsilon * Math.Sqrt(operations * longest);
        return model.Description.Storage == Storage.BFloat16 ? arithmetic + (StorageEpsilon * Math.Sqrt(operations)) : arithmetic;
    }

    /// <summary>What gradients are measured against at least.</summary>
    public static double GradientFloor(IReadOnlyList<double[]> gradients) =>
        gradients.Count == 0 ? 0 : NoiseFloor * gradients.Max(gradient => gradient.Length == 0 ? 0 : gradient.Max(Math.Abs));

    /// <summary>
    /// The largest difference of two tensors, relative to the largest value of the expected one, or to <paramref name="floor"/>
    /// where that is larger. Other lengths, and values that are not numbers where numbers are expected, are infinitely wrong.
    /// </summary>
    public static double Error(ReadOnlySpan<float> actual, ReadOnlySpan<double> expected, double floor = 0)
    {
        if (actual.Length != expected.Length) return double.PositiveInfinity;
        var (error, scale) = (0.0, floor);
        for (var i = 0; i < actual.Length; i++)
        {
            var difference = Math.Abs(actual[i] - expected[i]);
            if (double.IsNaN(difference)) return double.PositiveInfinity;
            error = Math.Max(error, difference);
            scale = Math.Max(scale, Math.Abs(expected[i]));
        }

        return error == 0 ? 0 : error / scale;
    }
}
