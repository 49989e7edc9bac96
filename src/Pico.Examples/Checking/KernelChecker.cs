using System.Globalization;
using Pico.Simd;

namespace Pico.Examples.Checking;

/// <summary>
/// Holds the lanes of a kernel against its scalar method, at every width and length from 0 to 67, from aligned and unaligned starts, with special values among
/// the inputs.
/// </summary>
internal sealed class KernelChecker
{
    private const int MostElements = 67; // four steps of sixteen and a rest
    private const int Ulps = 4; // of a function, beside what the scalar method itself makes of inputs that move by a rounding error
    private const double SpreadFactor = 8;

    private static readonly int[] Steps = [-3, -2, -1, 1, 2, 3];

    private readonly KernelDescription kernel;
    private readonly int[] outputs;

    private KernelChecker(KernelDescription kernel)
    {
        this.kernel = kernel;
        outputs = [.. Enumerable.Range(0, kernel.Parameters.Count).Where(i => kernel.Parameters[i].Passing is KernelPassing.InOut or KernelPassing.Out or KernelPassing.WritableMemory or KernelPassing.Total)];
    }

    public static IEnumerable<int> Widths => new[] { 0, 128, 256, 512 }.Where(width => width <= SimdWidth.Best);

    /// <summary>What "agrees" means for a kernel.</summary>
    public static string Rule(KernelDescription kernel) =>
        (kernel.HasFunctions, kernel.Reduce == Reduction.Sum) switch
        {
            (true, _) => "equal bits at every width, and the scalar method within the errors of its functions",
            (_, true) => "equal bits at every width, and the scalar method's sum within its rounding",
            _ => "equal bits at every width and by the scalar method",
        };

    /// <summary>Checks a kernel that can be run.</summary>
    /// <returns>How many results were compared, and the first that differs, or null.</returns>
    public static (int Compared, string? Difference) Run(KernelDescription kernel, CancellationToken cancellation)
    {
        var checker = new KernelChecker(kernel);
        var compared = 0;
        for (var length = kernel.Reduce is Reduction.Max or Reduction.Min ? 1 : 0; length <= MostElements; length++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var inputs in new[] { KernelInputs.Draw(kernel, length, start: length % 3, seed: 1 + length), KernelInputs.Ordinary(kernel, length) })
            {
                var (count, difference) = checker.Check(inputs);
                compared += count;
                if (difference is not null) return (compared, difference);
            }
        }

        return (compared, null);
    }

    private (int Compared, string? Difference) Check(KernelInputs inputs)
    {
        var expected = ScalarRun.Of(kernel, inputs);
        var compared = 0;
        KernelInputs? first = null;
        foreach (var width in Widths)
        {
            var actual = inputs.Copy();
            using (SimdWidth.Limit(width))
            {
                try
                {
                    kernel.Lanes!(actual.Data);
                    if (expected.IsOutside) return (compared, At(width, inputs, 0, "the scalar method ends with IndexOutOfRangeException, lanes do not"));
                }
                catch (IndexOutOfRangeException) when (expected.IsOutside)
                {
                    continue;
                }
                catch (IndexOutOfRangeException)
                {
                    return (compared, At(width, inputs, 0, "lanes end with IndexOutOfRangeException, the scalar method does not"));
                }
            }

            foreach (var output in outputs)
            {
                if (kernel.Parameters[output].Passing == KernelPassing.Total)
                {
                    if (Total(expected.Results, actual[output].GetValue(0)!, output) is { } total) return (compared, At(width, inputs, 0, total));
                    compared++;
                }

                var isMemory = kernel.Parameters[output].Passing == KernelPassing.WritableMemory;
                for (var i = 0; i < actual[output].Length; i++)
                {
                    var element = i - inputs.Start(output);
                    var isOutside = element < 0 || (element >= inputs.Length && !isMemory);
                    var (was, value) = (first?[output].GetValue(i), actual[output].GetValue(i)!);
                    if (was is not null && !Same(was, value)) return (compared, At(width, inputs, element, $"{Text(value)} differs from {Text(was)} by scalar lanes, in '{kernel.Parameters[output].Name}'"));
                    if (kernel.Parameters[output].Passing == KernelPassing.Total) continue;
                    if (isOutside && !Same(inputs[output].GetValue(i)!, value)) return (compared, At(width, inputs, element, $"wrote outside of '{kernel.Parameters[output].Name}'"));
                    if (isOutside || (!isMemory && expected.Threw[element])) continue;
                    if ((isMemory ? expected.Memory(output, i) : expected.Results[output][element]) is not { } scalar) continue;
                    var place = i;
                    object? Moved(KernelInputs moved) => isMemory
                        ? ScalarRun.After(kernel, moved, Enumerable.Range(0, moved.Length))?[output].GetValue(place)
                        : Single(moved, output, element);
                    if (!Same(scalar, value) && !(kernel.HasFunctions && IsNear(inputs, Moved, scalar, value)))
                    {
                        return (compared, At(width, inputs, element, $"'{kernel.Parameters[output].Name}'{(isMemory ? $"[{element}]" : "")} is {Text(value)}, by the scalar method {Text(scalar)}"));
                    }

                    compared++;
                }
            }

            first ??= actual;
        }

        return (compared, null);
    }

    /// <summary>Why a total cannot be right, or null.</summary>
    private string? Total(object[][] results, object total, int output)
    {
        var values = results[output];
        if (total is int or uint or long or ulong)
        {
            var numbers = values.Select(value => value is ulong unsigned ? unsigned : (Int128)Convert.ToInt64(value, CultureInfo.InvariantCulture)).ToArray();
            var expected = kernel.Reduce switch { Reduction.Sum => numbers.Aggregate((sum, x) => sum + x), Reduction.Max => numbers.Max(), _ => numbers.Min() };
            object wrapped = unchecked(total switch { int => (int)expected, uint => (uint)expected, long => (long)expected, _ => (object)(ulong)expected });
            return wrapped.Equals(total) ? null : $"the result is {Text(total)}, by the scalar method {Text(wrapped)}";
        }

        var (actual, terms) = (Convert.ToDouble(total, CultureInfo.InvariantCulture), values.Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture)).ToArray());
        var epsilon = total is float ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53);
        var size = terms.Sum(Math.Abs);
        var reference = kernel.Reduce switch { Reduction.Sum => terms.Sum(), Reduction.Max => terms.Aggregate(Math.Max), _ => terms.Aggregate(Math.Min) };
        var allowed = kernel.Reduce == Reduction.Sum || kernel.HasFunctions ? (terms.Length + Ulps) * epsilon * size : 0;
        if (kernel.Reduce == Reduction.Sum && !(size < (total is float ? float.MaxValue : double.MaxValue) / 2)) return null; // the order decides which infinity it is
        return (double.IsNaN(actual) && double.IsNaN(reference)) || actual == reference || Math.Abs(actual - reference) <= allowed + double.Epsilon * terms.Length + (total is float ? float.Epsilon * terms.Length : 0)
            ? null
            : $"the result is {Text(total)}, by the scalar method {Text(reference)}";
    }

    /// <summary>Whether the scalar method would be as far off for inputs that differ by a rounding error.</summary>
    private bool IsNear(KernelInputs inputs, Func<KernelInputs, object?> result, object scalar, object value)
    {
        var moved = Enumerable.Range(0, kernel.Parameters.Count)
            .Where(parameter => inputs[parameter] is float[] or double[])
            .SelectMany(parameter => Steps.Select(step => result(inputs.Moved(parameter, step))))
            .OfType<object>()
            .ToArray();
        if (value is not (float or double)) return moved.Any(other => other.Equals(value));
        var (expected, actual) = (Convert.ToDouble(scalar, CultureInfo.InvariantCulture), Convert.ToDouble(value, CultureInfo.InvariantCulture));
        var others = moved.Select(other => Convert.ToDouble(other, CultureInfo.InvariantCulture)).Append(expected).ToArray();
        if (!double.IsFinite(actual) || !others.All(double.IsFinite)) return others.Any(other => other.Equals(actual) || (double.IsFinite(other) && double.IsFinite(actual)));
        var ulp = value is float ? MathF.BitIncrement(MathF.Abs((float)expected)) - MathF.Abs((float)expected) : Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
        return Math.Abs(actual - expected) <= (Ulps * ulp) + (SpreadFactor * (others.Max() - others.Min()));
    }

    private object Single(KernelInputs inputs, int output, int element)
    {
        kernel.Scalar!(inputs.Data, element);
        return inputs[output].GetValue(inputs.Start(output) + element)!;
    }

    private string At(int width, KernelInputs inputs, int element, string what)
    {
        var values = kernel.Parameters.Select((parameter, i) => (parameter, i))
            .Where(p => p.parameter.Passing is KernelPassing.In or KernelPassing.InOut or KernelPassing.Uniform)
            .Select(p => inputs.Start(p.i) + (p.parameter.Passing == KernelPassing.Uniform ? 0 : element) is var at && at >= 0 && at < inputs[p.i].Length
                ? $"{p.parameter.Name} = {Text(inputs[p.i].GetValue(at)!)}"
                : p.parameter.Name);
        return string.Create(CultureInfo.InvariantCulture, $"{kernel.Name}: {(width == 0 ? "scalar lanes" : $"{width} bits")}, element {element} of {inputs.Length}: {what} ({string.Join(", ", values)})");
    }

    private static bool Same(object a, object b) => (a, b) switch
    {
        (float x, float y) => (float.IsNaN(x) && float.IsNaN(y)) || BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y),
        (double x, double y) => (double.IsNaN(x) && double.IsNaN(y)) || BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y),
        _ => a.Equals(b),
    };

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
