using Pico.Simd;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Runs a kernel as spans at every width and length and compares it with its scalar method.</summary>
internal static class KernelCheck
{
    private static readonly float[] SpecialFloats =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon,
        float.MaxValue, float.MinValue, 1.17549435e-38f, 1e-40f, 16777216f, 16777217f, 2147483648f, -2147483648f, 4294967296f, 1e20f, -1e20f, 20f, 100f, -100f,
    ];

    private static readonly int[] SpecialInts = [0, 1, -1, 2, -2, 7, 31, 32, 33, int.MaxValue, int.MinValue, int.MinValue + 1, 1 << 24, (1 << 24) + 1];

    private static readonly long[] SpecialLongs =
        [0, 1, -1, 63, 64, long.MaxValue, long.MinValue, long.MinValue + 1, 1L << 31, 1L << 32, uint.MaxValue, 1L << 53, (1L << 53) + 1, (1L << 62) + 1];

    /// <param name="kernel">The kernel.</param>
    /// <param name="ulps">By how many units in the last place results may differ; 0 asks for equal bits (any NaN equals any).</param>
    /// <param name="lengths">The lengths to try.</param>
    /// <param name="seed">Of the values.</param>
    public static void EqualsScalar(KernelDriver kernel, long ulps = 0, IEnumerable<int>? lengths = null, int seed = 1)
    {
        foreach (var length in lengths ?? Enumerable.Range(0, 68))
        {
            var random = new Random(seed + length);
            object[][] values = [.. kernel.Types.Select(type => Enumerable.Range(0, length).Select(_ => Value(type, random)).ToArray())];
            var expected = kernel.Streams(length, (_, stream, i) => values[stream][i]);
            var threw = new bool[length];
            kernel.RunScalar(expected, length, threw);
            foreach (var width in KernelDriver.Widths)
            {
                using var limit = SimdWidth.Limit(width);
                var actual = kernel.Streams(length, (_, stream, i) => values[stream][i]);
                kernel.RunLanes(actual, length);
                foreach (var output in kernel.Outputs)
                {
                    for (var i = 0; i < length; i++)
                    {
                        if (!threw[i] && !Near(expected[output].GetValue(i)!, actual[output].GetValue(i)!, ulps))
                        {
                            var inputs = string.Join(", ", values.Select(stream => FormattableString.Invariant($"{stream[i]:R}")));
                            Assert.Fail(FormattableString.Invariant(
                                $"{kernel.Name}, width {width}, element {i} of {length}: scalar {expected[output].GetValue(i):R}, lanes {actual[output].GetValue(i):R} for ({inputs}); first of all streams {string.Join(", ", values.Select(stream => stream[0]))}"));
                        }
                    }
                }
            }
        }
    }

    public static object Value(string type, Random random) => type switch
    {
        "float" => Float(random),
        "double" => random.Next(4) == 0 ? SpecialFloats[random.Next(SpecialFloats.Length)] : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-10, 10)),
        "int" => Int(random),
        "uint" => unchecked((uint)Int(random)),
        "long" => Long(random),
        "ulong" => unchecked((ulong)Long(random)),
        "byte" => unchecked((byte)Int(random)),
        "sbyte" => unchecked((sbyte)Int(random)),
        "short" => unchecked((short)Int(random)),
        "ushort" => unchecked((ushort)Int(random)),
        _ => random.Next(2) == 0,
    };

    private static float Float(Random random) => random.Next(4) switch
    {
        0 => SpecialFloats[random.Next(SpecialFloats.Length)],
        1 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
        _ => (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-3, 4)),
    };

    private static int Int(Random random) => random.Next(3) switch
    {
        0 => SpecialInts[random.Next(SpecialInts.Length)],
        1 => random.Next(-20, 20),
        _ => random.Next(int.MinValue, int.MaxValue),
    };

    private static long Long(Random random) => random.Next(4) switch
    {
        0 => SpecialLongs[random.Next(SpecialLongs.Length)],
        1 => Int(random),
        _ => random.NextInt64(long.MinValue, long.MaxValue),
    };

    private static bool Near(object expected, object actual, long ulps) => (expected, actual) switch
    {
        (float a, float b) => (float.IsNaN(a) && float.IsNaN(b)) || Math.Abs(Ordinal(a) - Ordinal(b)) <= ulps,
        (double a, double b) => (double.IsNaN(a) && double.IsNaN(b)) || BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) ||
            Math.Abs(a - b) <= ulps * Math.BitIncrement(Math.Abs(a)) * 2.3e-16,
        _ => expected.Equals(actual),
    };

    /// <summary>Floats in order as integers; -0 lies directly below +0.</summary>
    private static long Ordinal(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        return bits >= 0 ? bits : int.MinValue - (long)bits - 1;
    }
}
