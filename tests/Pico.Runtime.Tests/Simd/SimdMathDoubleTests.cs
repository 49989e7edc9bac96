namespace Pico.Runtime.Tests.Simd;

/// <summary>The double functions: measured error against 200-bit references, special values, equality of all widths.</summary>
public class SimdMathDoubleTests
{
    private const int Points = 4000;

    // The bounds are those the XML docs state; the range is where the function neither overflows nor is constant.
    [Theory]
    [InlineData("Exp", -744, 709.7, 1)]
    [InlineData("Exp2", -1074, 1023.9, 1.1)]
    [InlineData("ExpM1", -37, 709.7, 1.8)]
    [InlineData("Log", 0, 1e300, 0.9)]
    [InlineData("Log2", 0, 1e300, 1)]
    [InlineData("Log10", 0, 1e300, 1)]
    [InlineData("LogP1", -0.9999, 1e15, 1)]
    [InlineData("Cbrt", -1e300, 1e300, 0.6)]
    [InlineData("Sin", -1e9, 1e9, 1.6)]
    [InlineData("Cos", -1e9, 1e9, 1.6)]
    [InlineData("Tan", -1e9, 1e9, 3.3)]
    [InlineData("Asin", -1, 1, 2.1)]
    [InlineData("Acos", -1, 1, 1.3)]
    [InlineData("Atan", -1e12, 1e12, 1.9)]
    [InlineData("Sinh", -710, 710, 2.0)]
    [InlineData("Cosh", -710, 710, 1.5)]
    [InlineData("Tanh", -25, 25, 2.3)]
    [InlineData("Erf", -6, 6, 1)]
    public void Error_stays_below_the_documented_bound(string name, double low, double high, double bound)
    {
        var random = new Random(11);
        double[] x = new double[Points], actual = new double[Points];
        for (var i = 0; i < Points; i++)
            do x[i] = (i % 3) switch
            {
                0 => low + (random.NextDouble() * (high - low)),
                1 => (random.NextDouble() - 0.5) * 8, // where the branches meet
                _ => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-38, (int)Math.Log2(high) + 2)),
            };
            while (x[i] <= low || x[i] >= high || Math.Abs(x[i]) < 1e-12);

        DoubleFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, x, actual);
        double worst = 0, at = 0;
        for (var i = 0; i < Points; i++)
        {
            var error = HighPrecision.UlpError(HighPrecision.Evaluate(name, x[i]), actual[i]);
            if (error > worst) (worst, at) = (error, x[i]);
        }

        Assert.True(worst <= bound, $"{name} is {worst:F3} ulp off at {at:R}, more than {bound}.");
    }

    [Fact]
    public void Error_of_Pow_stays_below_the_documented_bound()
    {
        var random = new Random(12);
        double[] x = new double[Points], y = new double[Points], actual = new double[Points];
        for (var i = 0; i < Points; i++)
        {
            x[i] = i % 2 == 0 ? Math.ScaleB(1 + random.NextDouble(), random.Next(-1000, 1000)) : 0.3 + (random.NextDouble() * 3);
            y[i] = (random.NextDouble() - 0.5) * 2040 / Math.Max(1e-3, Math.Abs(Math.Log2(x[i])));
        }

        DoubleFunctions.At(Pico.Simd.SimdWidth.Best).Apply("Pow", x, y, actual);
        CheckBinary("Pow", HighPrecision.Pow, x, y, actual, 1.8);
    }

    [Fact]
    public void Error_of_Atan2_stays_below_the_documented_bound()
    {
        var random = new Random(13);
        double[] y = new double[Points], x = new double[Points], actual = new double[Points];
        for (var i = 0; i < Points; i++)
        {
            y[i] = (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-20, 20));
            x[i] = (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-20, 20));
        }

        DoubleFunctions.At(Pico.Simd.SimdWidth.Best).Apply("Atan2", y, x, actual);
        CheckBinary("Atan2", HighPrecision.Atan2, y, x, actual, 1.8);
    }

    [Theory]
    [InlineData("NormalDistribution")]
    [InlineData("NormalDensity")]
    public void The_normal_distribution_is_that_of_the_error_function(string name)
    {
        var reference = FloatReference.Of(name);
        var x = Enumerable.Range(0, 16_000).Select(i => (i - 8_000) * 1e-3).ToArray();
        var actual = new double[x.Length];
        DoubleFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, x, actual);
        for (var i = 0; i < x.Length; i++)
        {
            var exact = reference(x[i]);
            Assert.True(Math.Abs(exact - actual[i]) <= 1e-14, $"{name}({x[i]:R}) should be {exact:R}, is {actual[i]:R}.");
        }
    }

    [Fact]
    public void The_reference_knows_values_from_tables()
    {
        // 20 digits, as tables of functions print them
        Assert.True(HighPrecision.UlpError(HighPrecision.Evaluate("Erf", 1), 0.84270079294971486934) <= 0.5);
        Assert.True(HighPrecision.UlpError(HighPrecision.Evaluate("Exp", 1), 2.71828182845904523536) <= 0.5);
        Assert.True(HighPrecision.UlpError(HighPrecision.Evaluate("Log10", 2), 0.30102999566398119521) <= 0.5);
        Assert.True(HighPrecision.UlpError(HighPrecision.Evaluate("Atan", 1), 0.78539816339744830962) <= 0.5);
        Assert.True(HighPrecision.UlpError(HighPrecision.Evaluate("Sin", 1), 0.84147098480789650665) <= 0.5);
        Assert.True(HighPrecision.UlpError(HighPrecision.Evaluate("Cbrt", 2), 1.25992104989487316477) <= 0.5);
    }

    [Fact]
    public void Special_values_come_out_as_from_Math()
    {
        var x = SimdCases.Combine(SimdCases.Doubles, SimdCases.NextDouble).A;
        var actual = new double[x.Length];
        foreach (var name in FloatFunctions.Unary)
        {
            var reference = FloatReference.Of(name);
            DoubleFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, x, actual);
            for (var i = 0; i < x.Length; i++)
            {
                var expected = reference(x[i]);
                var special = !double.IsFinite(expected) || expected == 0 || x[i] == 0;
                // the sixth digit tells a wrong branch; the error in ulp is measured above
                var same = special ? SameBits(expected, actual[i]) : Math.Abs(expected - actual[i]) <= 1e-6 * Math.Abs(expected);
                Assert.True(same, $"{name}({x[i]:R}) should be {expected:R}, is {actual[i]:R}.");
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
        var (x, y, _) = SimdCases.Combine(SimdCases.Doubles, SimdCases.NextDouble);
        var actual = new double[x.Length];
        DoubleFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, x, y, actual);
        for (var i = 0; i < x.Length; i++)
        {
            var expected = reference(x[i], y[i]);
            var same = SameBits(expected, actual[i]) || Math.Abs(expected - actual[i]) <= Math.Max(1e-14 * Math.Abs(expected), 5e-324);
            Assert.True(same, $"{name}({x[i]:R}, {y[i]:R}) should be {expected:R}, is {actual[i]:R}.");
        }
    }

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        var (x, y, _) = SimdCases.Combine(SimdCases.Doubles, SimdCases.NextDouble);
        double[] expected = new double[x.Length], actual = new double[x.Length];
        foreach (var width in (int[])[512, 256, 128])
        {
            foreach (var name in (string[])[.. FloatFunctions.Unary, .. FloatFunctions.Normal])
            {
                DoubleFunctions.At(0).Apply(name, x, expected);
                DoubleFunctions.At(width).Apply(name, x, actual);
                for (var i = 0; i < x.Length; i++)
                    Assert.True(SameBits(expected[i], actual[i]), $"{name}({x[i]:R}) at {width} is {actual[i]:R}, scalar {expected[i]:R}.");
            }

            foreach (var name in (string[])["Pow", "Atan2", "CopySign"])
            {
                DoubleFunctions.At(0).Apply(name, x, y, expected);
                DoubleFunctions.At(width).Apply(name, x, y, actual);
                for (var i = 0; i < x.Length; i++)
                    Assert.True(SameBits(expected[i], actual[i]), $"{name}({x[i]:R}, {y[i]:R}) at {width} is {actual[i]:R}, scalar {expected[i]:R}.");
            }
        }
    }

    private static void CheckBinary(
        string name, Func<double, double, HighPrecision.Real> reference, double[] x, double[] y, double[] actual, double bound)
    {
        double worst = 0;
        var at = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var error = HighPrecision.UlpError(reference(x[i], y[i]), actual[i]);
            if (error > worst) (worst, at) = (error, i);
        }

        Assert.True(worst <= bound, $"{name} is {worst:F3} ulp off at ({x[at]:R}, {y[at]:R}), more than {bound}.");
    }

    private static bool SameBits(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));
}
