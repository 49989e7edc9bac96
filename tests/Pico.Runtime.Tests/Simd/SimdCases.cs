namespace Pico.Runtime.Tests.Simd;

/// <summary>Values that meet every special case of an operation, in all combinations, followed by random bit patterns.</summary>
internal static class SimdCases
{
    internal static readonly float[] Floats =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, -1.5f, 2.5f, -2.5f, 3.7f, -3.7f, float.NaN, float.PositiveInfinity,
        float.NegativeInfinity, float.Epsilon, -float.Epsilon, 1e-40f, 1.1754944e-38f, float.MaxValue, float.MinValue,
        2147483648f, -2147483648f, 2147483520f, -2147483904f, 4294967296f, 4294967040f, 8388607.5f, 8388609f, 16777217f,
        0.49999997f, -0.49999997f, 1e10f, -1e10f, 9223372036854775808f, 9223371487098961920f, -9223372036854775808f,
        -9223373136366403584f, 18446744073709551616f, 18446742974197923840f,
    ];

    internal static readonly double[] Doubles =
    [
        0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 3.7, -3.7, double.NaN, double.PositiveInfinity,
        double.NegativeInfinity, double.Epsilon, -double.Epsilon, 1e-310, 2.2250738585072014e-308, double.MaxValue,
        double.MinValue, 2147483648.0, -2147483648.0, 2147483647.9, -2147483648.9, -2147483649.0, 4294967296.0,
        4294967295.9, 4294967295.0, 4503599627370495.5, 4503599627370497.0, 0.49999999999999994, 1e20, -1e20, 1e39, 1e-45,
        9223372036854775808.0, 9223372036854774784.0, -9223372036854775808.0, -9223372036854777856.0, 18446744073709551616.0,
        18446744073709549568.0,
    ];

    internal static readonly int[] Ints =
    [
        0, 1, -1, 2, -2, 3, 7, -7, 31, 32, 33, 255, 65535, 65536, 16777217, -16777217, 46341, int.MaxValue, int.MinValue,
        int.MinValue + 1, int.MaxValue - 1, 0x55555555, unchecked((int)0xAAAAAAAA), 1000003, -1000003,
    ];

    // Around every boundary of 32 and 64 bits, and of what float and double hold exactly, with ties of their roundings.
    internal static readonly long[] Longs =
    [
        0, 1, -1, 2, -2, 3, 7, -7, 10, 63, 64, 65, 255, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, -(1L << 32),
        (1L << 24) + 1, -(1L << 24) - 1, (1L << 53) + 1, -(1L << 53) - 1, (1L << 53) + 3, long.MaxValue, long.MinValue,
        long.MinValue + 1, long.MaxValue - 1, 0x7FFFFFBFFFFFFFFF, 0x4000004000000001, unchecked((long)0x8000008000000001),
        0x5555555555555555, unchecked((long)0xAAAAAAAAAAAAAAAA), unchecked((long)0xFFFFFF7FFFFFFFFF), 3037000500, -3037000500,
    ];

    /// <summary>Every pair of <paramref name="special"/> values, then random ones, up to a multiple of sixteen.</summary>
    internal static (T[] A, T[] B, T[] C) Combine<T>(T[] special, Func<Random, T> next)
    {
        var random = new Random(20);
        var length = ((special.Length * special.Length) + 2000) / 16 * 16;
        T[] a = new T[length], b = new T[length], c = new T[length];
        for (var i = 0; i < length; i++)
        {
            var pair = i < special.Length * special.Length;
            a[i] = pair ? special[i / special.Length] : next(random);
            b[i] = pair ? special[i % special.Length] : next(random);
            c[i] = random.Next(3) == 0 ? special[random.Next(special.Length)] : next(random);
        }

        return (a, b, c);
    }

    /// <summary>Half the time any bit pattern at all, else a number of everyday size.</summary>
    internal static float NextFloat(Random random) => random.Next(2) == 0
        ? BitConverter.Int32BitsToSingle(NextInt(random))
        : (float)((random.NextDouble() - 0.5) * 200);

    internal static double NextDouble(Random random) => random.Next(2) == 0
        ? BitConverter.Int64BitsToDouble(((long)NextInt(random) << 32) | (uint)NextInt(random))
        : (random.NextDouble() - 0.5) * 2e9;

    internal static int NextInt(Random random) => random.Next(4) == 0
        ? random.Next(-100, 100)
        : unchecked((int)random.NextInt64(uint.MaxValue + 1L));

    internal static long NextLong(Random random) => random.Next(4) == 0
        ? random.Next(-100, 100)
        : ((long)NextInt(random) << 32 | (uint)NextInt(random)) >> random.Next(64);
}
