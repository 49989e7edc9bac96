namespace Pico.Runtime.Tests.Simd;

/// <summary>The float functions: measured error, special values, and equality of all widths bit for bit.</summary>
public class SimdMathFloatTests
{
    private static readonly int[] widths = [512, 256, 128, 0];

    // The bounds are those the XML docs state.
    [Theory]
    [InlineData("Exp", 1.1)]
    [InlineData("Exp2", 0.9)]
    [InlineData("ExpM1", 1.5)]
    [InlineData("Log", 0.9)]
    [InlineData("Log2", 1.1)]
    [InlineData("Log10", 1.1)]
    [InlineData("LogP1", 1.5)]
    [InlineData("Cbrt", 0.8)]
    [InlineData("Sin", 1.6)]
    [InlineData("Cos", 1.6)]
    [InlineData("Tan", 3.5)]
    [InlineData("Asin", 1.9)]
    [InlineData("Acos", 1.3)]
    [InlineData("Atan", 1.4)]
    [InlineData("Sinh", 2.1)]
    [InlineData("Cosh", 1.5)]
    [InlineData("Tanh", 2.2)]
    [InlineData("Erf", 1.1)]
    public void Error_stays_below_the_documented_bound(string name, double bound)
    {
        var reference = FloatReference.Of(name);
        double worst = 0;
        var at = 0f;
        // every exponent of both signs, and twice as densely the numbers of everyday size
        Sweep(x => BitConverter.UInt32BitsToSingle((uint)x * 4219u + 7u), 1017990);
        Sweep(x => (float)((x - 500000) * 2e-4), 1000000);
        Sweep(x => 1f + (x - 250000) * 2e-6f, 500000);
        Assert.True(worst <= bound, $"{name} is {worst:F3} ulp off at {at:R}, more than {bound}.");

        void Sweep(Func<int, float> point, int count)
        {
            var x = new float[count / 16 * 16];
            for (var i = 0; i < x.Length; i++) x[i] = point(i);
            var actual = new float[x.Length];
            FloatFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, x, actual);
            for (var i = 0; i < x.Length; i++)
            {
                var error = UlpError(reference(x[i]), actual[i]);
                if (error > worst) (worst, at) = (error, x[i]);
            }
        }
    }

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    [InlineData(0)]
    public void Exponentials_of_what_is_not_positive_are_those_of_Exp(int width)
    {
        var x = new float[1 << 16];
        for (var i = 0; i < x.Length; i++) x[i] = i % 2 == 0 ? -BitConverter.UInt32BitsToSingle((uint)i << 15) : i * -2e-3f;
        (x[0], x[1], x[2], x[3]) = (0f, -0f, float.NegativeInfinity, float.NaN);
        float[] expected = new float[x.Length], actual = new float[x.Length];
        FloatFunctions.At(width).Apply("Exp", x, expected);
        FloatFunctions.At(width).Apply("ExpOfNonPositive", x, actual);
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), actual.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(1f, actual[0]);
        Assert.Equal(0f, actual[2]);
        Assert.Contains(actual, value => value is > 0 and < 1e-38f);
    }

    [Fact]
    public void Error_of_Pow_stays_below_the_documented_bound()
    {
        var random = new Random(8);
        float[] x = new float[1000000], y = new float[x.Length], actual = new float[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = i % 2 == 0 ? (float)Math.Exp((random.NextDouble() - 0.5) * 170) : (float)(random.NextDouble() * 4);
            y[i] = i % 3 == 0 ? random.Next(-20, 20) : (float)((random.NextDouble() - 0.5) * 200 / Math.Max(0.5, Math.Abs(Math.Log(x[i] + 1e-30))));
            if (i % 7 == 0) (x[i], y[i]) = (1 + (float)((random.NextDouble() - 0.5) * 0.01), (float)((random.NextDouble() - 0.5) * 30000));
        }

        FloatFunctions.At(Pico.Simd.SimdWidth.Best).Apply("Pow", x, y, actual);
        CheckBinary("Pow", x, y, actual, Math.Pow, 1);
    }

    [Fact]
    public void Error_of_Atan2_stays_below_the_documented_bound()
    {
        var random = new Random(9);
        float[] y = new float[1000000], x = new float[y.Length], actual = new float[y.Length];
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = (float)((random.NextDouble() - 0.5) * Math.Exp(random.Next(-30, 30)));
            x[i] = (float)((random.NextDouble() - 0.5) * Math.Exp(random.Next(-30, 30)));
        }

        FloatFunctions.At(Pico.Simd.SimdWidth.Best).Apply("Atan2", y, x, actual);
        CheckBinary("Atan2", y, x, actual, Math.Atan2, 1.5);
    }

    /// <summary>Against double; the bounds are those the XML docs state. What lies beyond 4 is small, and so is its error, also beside the value itself.</summary>
    [Theory]
    [InlineData("NormalDistribution", 6.2e-8, 6e-10)]
    [InlineData("NormalDensity", 4.2e-8, 3.3e-9)]
    public void Error_of_the_normal_distribution_stays_below_the_documented_bound(string name, double bound, double boundBeyond)
    {
        var reference = FloatReference.Of(name);

        // Steps of 5e-6, and every second float from 0.5 to 1, where the errors are largest.
        float[] x = [.. Enumerable.Range(-2_000_000, 4_000_000).Select(i => i * 5e-6f), .. Enumerable.Range(0, 4_194_304).Select(i => BitConverter.Int32BitsToSingle(0x3F000000 + (2 * i)))];
        var actual = new float[x.Length];
        FloatFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, x, actual);
        for (var i = 0; i < x.Length; i++)
        {
            var expected = reference(x[i]);
            var error = Math.Abs(expected - actual[i]);
            var isSmall = x[i] < -4 || (x[i] > 4 && name == "NormalDensity");
            Assert.True(error <= (isSmall ? boundBeyond : bound), $"{name} is {error:E2} off at {x[i]:R}.");
            Assert.True(!isSmall || MathF.Abs(x[i]) > 6.1f || error <= 1.2e-4 * expected, $"{name} is {error / expected:E2} of itself off at {x[i]:R}.");
        }

        float[] far = [float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1e30f, -1e30f, 40, -40, -0f, .. new float[8]], values = new float[16];
        FloatFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, far, values);
        Assert.Equal(name == "NormalDensity" ? [0, 0, float.NaN, 0, 0, 0, 0, 0.398942280f] : [1, 0, float.NaN, 1, 0, 1, 0, 0.5f], values.Take(8));
    }

    [Fact]
    public void Special_values_come_out_as_from_MathF()
    {
        var x = SimdCases.Combine(SimdCases.Floats, SimdCases.NextFloat).A;
        var actual = new float[x.Length];
        foreach (var name in FloatFunctions.Unary)
        {
            var reference = FloatReference.Of(name);
            FloatFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, x, actual);
            for (var i = 0; i < x.Length; i++)
            {
                var expected = (float)reference(x[i]);
                if (float.IsFinite(expected) && expected != 0) continue;
                Assert.True(SameBits(expected, actual[i]), $"{name}({x[i]:R}) should be {expected:R}, is {actual[i]:R}.");
            }
        }
    }

    [Theory]
    [InlineData("Pow")]
    [InlineData("Atan2")]
    [InlineData("CopySign")]
    public void Special_pairs_come_out_as_from_Math(string name)
    {
        Func<double, double, double> reference = name switch { "Pow" => Math.Pow, "Atan2" => Math.Atan2, _ => Math.CopySign };
        var (x, y, _) = SimdCases.Combine(SimdCases.Floats, SimdCases.NextFloat);
        var actual = new float[x.Length];
        FloatFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, x, y, actual);
        for (var i = 0; i < x.Length; i++)
        {
            var expected = (float)reference(x[i], y[i]);
            var same = float.IsFinite(expected) && expected != 0 ? UlpError(expected, actual[i]) <= 4 : SameBits(expected, actual[i]);
            Assert.True(same, $"{name}({x[i]:R}, {y[i]:R}) should be {expected:R}, is {actual[i]:R}.");
        }
    }

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        var (x, y, _) = SimdCases.Combine(SimdCases.Floats, SimdCases.NextFloat);
        float[] expected = new float[x.Length], actual = new float[x.Length];
        foreach (var width in widths[..^1])
        {
            foreach (var name in (string[])[.. FloatFunctions.Unary, .. FloatFunctions.Normal])
            {
                FloatFunctions.At(0).Apply(name, x, expected);
                FloatFunctions.At(width).Apply(name, x, actual);
                for (var i = 0; i < x.Length; i++)
                    Assert.True(SameBits(expected[i], actual[i]), $"{name}({x[i]:R}) at {width} is {actual[i]:R}, scalar {expected[i]:R}.");
            }

            foreach (var name in (string[])["Pow", "Atan2", "CopySign"])
            {
                FloatFunctions.At(0).Apply(name, x, y, expected);
                FloatFunctions.At(width).Apply(name, x, y, actual);
                for (var i = 0; i < x.Length; i++)
                    Assert.True(SameBits(expected[i], actual[i]), $"{name}({x[i]:R}, {y[i]:R}) at {width} is {actual[i]:R}, scalar {expected[i]:R}.");
            }
        }
    }

    private static void CheckBinary(string name, float[] x, float[] y, float[] actual, Func<double, double, double> reference, double bound)
    {
        double worst = 0;
        var at = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var error = UlpError(reference(x[i], y[i]), actual[i]);
            if (error > worst) (worst, at) = (error, i);
        }

        Assert.True(worst <= bound, $"{name} is {worst:F3} ulp off at ({x[at]:R}, {y[at]:R}), more than {bound}.");
    }

    private static bool SameBits(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));

    // In units of the last place of the float nearest to the exact value; a missed overflow counts as infinite.
    private static double UlpError(double exact, float actual)
    {
        if (double.IsNaN(exact)) return float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        var rounded = (float)exact;
        if (rounded == actual) return float.IsInfinity(actual) || exact == 0 ? 0 : Math.Abs(exact - actual) / Ulp(rounded);
        if (float.IsInfinity(rounded) && Math.Abs(actual) > 3.4028230e38) return 1;
        return float.IsFinite(actual) && float.IsFinite(rounded) ? Math.Abs(exact - actual) / Ulp(rounded) : double.PositiveInfinity;
    }

    private static double Ulp(float x) => Math.Max(Math.ScaleB(1, -149), Math.ScaleB(1, Math.ILogB(x) - 23));
}
