namespace Pico.Runtime.Tests.Simd;

public class PicoMathTests
{
    [Theory]
    [InlineData("Erf")]
    [InlineData("ExpM1")]
    [InlineData("LogP1")]
    public void Scalar_functions_give_the_bits_of_the_lanes(string name)
    {
        Func<float, float> scalar = name switch { "Erf" => PicoMath.Erf, "ExpM1" => PicoMath.ExpM1, _ => PicoMath.LogP1 };
        var x = SimdCases.Combine(SimdCases.Floats, SimdCases.NextFloat).A;
        var lanes = new float[x.Length];
        FloatFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, x, lanes);
        for (var i = 0; i < x.Length; i++)
            Assert.True(scalar(x[i]).Equals(lanes[i]), $"{name}({x[i]:R}) is {scalar(x[i]):R} alone, {lanes[i]:R} in a lane.");
    }

    [Theory]
    [InlineData("Erf")]
    [InlineData("ExpM1")]
    [InlineData("LogP1")]
    public void Scalar_double_functions_give_the_bits_of_the_lanes(string name)
    {
        Func<double, double> scalar = name switch { "Erf" => PicoMath.Erf, "ExpM1" => PicoMath.ExpM1, _ => PicoMath.LogP1 };
        var x = SimdCases.Combine(SimdCases.Doubles, SimdCases.NextDouble).A;
        var lanes = new double[x.Length];
        DoubleFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, x, lanes);
        for (var i = 0; i < x.Length; i++)
            Assert.True(scalar(x[i]).Equals(lanes[i]), $"{name}({x[i]:R}) is {scalar(x[i]):R} alone, {lanes[i]:R} in a lane.");
    }

    [Fact]
    public void The_normal_distribution_gives_the_bits_of_the_lanes()
    {
        var (x, y, _) = SimdCases.Combine(SimdCases.Floats, SimdCases.NextFloat);
        var lanes = new float[x.Length];
        FloatFunctions.At(Pico.Simd.SimdWidth.Best).Apply("NormalDistribution", x, y, lanes);
        Assert.All(Enumerable.Range(0, x.Length), i => Assert.Equal(lanes[i], PicoMath.NormalDistribution(x[i], y[i])));

        var (a, b, _) = SimdCases.Combine(SimdCases.Doubles, SimdCases.NextDouble);
        var doubles = new double[a.Length];
        DoubleFunctions.At(Pico.Simd.SimdWidth.Best).Apply("NormalDistribution", a, b, doubles);
        Assert.All(Enumerable.Range(0, a.Length), i => Assert.Equal(doubles[i], PicoMath.NormalDistribution(a[i], b[i])));
    }
}
