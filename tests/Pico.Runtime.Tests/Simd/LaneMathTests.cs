using Pico.Simd;

namespace Pico.Runtime.Tests.Simd;

public class LaneMathTests
{
    private static readonly Dictionary<string, Func<float, float>> Functions = new()
    {
        ["Exp"] = LaneMath.Exp,
        ["Exp2"] = LaneMath.Exp2,
        ["Log"] = LaneMath.Log,
        ["Log2"] = LaneMath.Log2,
        ["Log10"] = LaneMath.Log10,
        ["Cbrt"] = LaneMath.Cbrt,
        ["Sin"] = LaneMath.Sin,
        ["Cos"] = LaneMath.Cos,
        ["Tan"] = LaneMath.Tan,
        ["Asin"] = LaneMath.Asin,
        ["Acos"] = LaneMath.Acos,
        ["Atan"] = LaneMath.Atan,
        ["Sinh"] = LaneMath.Sinh,
        ["Cosh"] = LaneMath.Cosh,
        ["Tanh"] = LaneMath.Tanh,
    };

    [Fact]
    public void Functions_give_the_bits_of_the_lanes()
    {
        var x = SimdCases.Combine(SimdCases.Floats, SimdCases.NextFloat).A;
        var lanes = new float[x.Length];
        foreach (var (name, function) in Functions)
        {
            FloatFunctions.At(SimdWidth.Best).Apply(name, x, lanes);
            for (var i = 0; i < x.Length; i++)
                Assert.True(function(x[i]).Equals(lanes[i]), $"{name}({x[i]:R}) is {function(x[i]):R} alone, {lanes[i]:R} in a lane.");
        }
    }

    [Theory]
    [InlineData("Pow")]
    [InlineData("Atan2")]
    public void Functions_of_two_numbers_give_the_bits_of_the_lanes(string name)
    {
        Func<float, float, float> function = name == "Pow" ? LaneMath.Pow : LaneMath.Atan2;
        var (x, y, _) = SimdCases.Combine(SimdCases.Floats, SimdCases.NextFloat);
        var lanes = new float[x.Length];
        FloatFunctions.At(SimdWidth.Best).Apply(name, x, y, lanes);
        for (var i = 0; i < x.Length; i++)
            Assert.True(function(x[i], y[i]).Equals(lanes[i]), $"{name}({x[i]:R}, {y[i]:R}) is {function(x[i], y[i]):R} alone, {lanes[i]:R} in a lane.");
    }
}
