namespace Pico.Runtime.Tests.Simd;

public class PicoMathTests
{
    [Theory]
    [InlineData("Erf")]
    [InlineData("ExpM1")]
    [InlineData("LogP1")]
    [InlineData("NormalDistribution")]
    [InlineData("NormalDensity")]
    public void Scalar_functions_give_the_bits_of_the_lanes(string name)
    {
        Func<float, float> scalar = name switch
        {
            "Erf" => PicoMath.Erf,
            "ExpM1" => PicoMath.ExpM1,
            "NormalDistribution" => PicoMath.NormalDistribution,
            "NormalDensity" => PicoMath.NormalDensity,
            _ => PicoMath.LogP1,
        };
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
    [InlineData("NormalDistribution")]
    [InlineData("NormalDensity")]
    public void Scalar_double_functions_give_the_bits_of_the_lanes(string name)
    {
        Func<double, double> scalar = name switch
        {
            "Erf" => PicoMath.Erf,
            "ExpM1" => PicoMath.ExpM1,
            "NormalDistribution" => PicoMath.NormalDistribution,
            "NormalDensity" => PicoMath.NormalDensity,
            _ => PicoMath.LogP1,
        };
        var x = SimdCases.Combine(SimdCases.Doubles, SimdCases.NextDouble).A;
        var lanes = new double[x.Length];
        DoubleFunctions.At(Pico.Simd.SimdWidth.Best).Apply(name, x, lanes);
        for (var i = 0; i < x.Length; i++)
            Assert.True(scalar(x[i]).Equals(lanes[i]), $"{name}({x[i]:R}) is {scalar(x[i]):R} alone, {lanes[i]:R} in a lane.");
    }
}
