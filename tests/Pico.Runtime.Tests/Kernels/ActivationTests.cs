using Pico.Simd;
using Pico.Tests.Goldens;

namespace Pico.Tests.Kernels;

/// <summary>The activations and their gradients, scalar and at every width, against torch in float64.</summary>
[Collection("SimdWidth")]
public class ActivationTests
{
    delegate void Map(ReadOnlySpan<float> x, Span<float> result);

    delegate void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> upstream, Span<float> result);

    static readonly Dictionary<string, (Func<float, float> Scalar, Map Lanes, Func<float, float, float> ScalarGradient, Gradient LaneGradient, Func<Tensor, Tensor> Tensor)> Functions = new()
    {
        ["relu"] = (Functional.Relu, Functional.Relu, Functional.ReluGradient, Functional.ReluGradient, Functional.Relu),
        ["gelu"] = (Functional.Gelu, Functional.Gelu, Functional.GeluGradient, Functional.GeluGradient, Functional.Gelu),
        ["gelu_tanh"] = (Functional.GeluTanh, Functional.GeluTanh, Functional.GeluTanhGradient, Functional.GeluTanhGradient, Functional.GeluTanh),
        ["silu"] = (Functional.Silu, Functional.Silu, Functional.SiluGradient, Functional.SiluGradient, Functional.Silu),
        ["tanh"] = (Functional.Tanh, Functional.Tanh, Functional.TanhGradient, Functional.TanhGradient, Functional.Tanh),
        ["sigmoid"] = (Functional.Sigmoid, Functional.Sigmoid, Functional.SigmoidGradient, Functional.SigmoidGradient, Functional.Sigmoid),
        ["softplus"] = (Functional.Softplus, Functional.Softplus, Functional.SoftplusGradient, Functional.SoftplusGradient, Functional.Softplus),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_gradients_are_torchs(string name)
    {
        var (scalar, lanes, scalarGradient, laneGradient, tensor) = Functions[name];
        var golden = Golden.Functions("activations")[name];
        var x = golden.Inputs["input"].Values.Select(value => (float)value).ToArray();
        var upstream = golden.Float64.Upstream.Values.Select(value => (float)value).ToArray();
        var result = new float[x.Length];
        foreach (var width in Widths)
        {
            using var limit = SimdWidth.Limit(width);
            lanes(x, result);
            AssertClose(golden.Float64.Output.Values, result, x);
            laneGradient(x, upstream, result);
            AssertClose(golden.Float64.Gradients["input"].Values, result, x);
        }

        AssertClose(golden.Float64.Output.Values, x.Select(scalar).ToArray(), x);
        AssertClose(golden.Float64.Gradients["input"].Values, x.Zip(upstream, scalarGradient).ToArray(), x);
        AssertClose(golden.Float64.Output.Values, tensor(Tensor.From(x, x.Length)).ToFloats(), x);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void All_widths_give_the_same_bits_and_NaN_stays_NaN(string name)
    {
        var (_, lanes, _, laneGradient, _) = Functions[name];
        var x = Enumerable.Range(0, 67).Select(i => (i - 33) * 0.37f).Concat([float.NaN, 0f, -0f, 1e30f, -1e30f, 1e-40f, 100f, -100f]).ToArray();
        var (first, gradient, other) = (new float[x.Length], new float[x.Length], new float[x.Length]);
        using (SimdWidth.Limit(0))
        {
            lanes(x, first);
            laneGradient(x, x, gradient);
        }

        Assert.True(float.IsNaN(first[67]), "NaN is lost");
        foreach (var width in Widths)
        {
            using var limit = SimdWidth.Limit(width);
            lanes(x, other);
            Assert.Equal(first.Select(Bits), other.Select(Bits));
            laneGradient(x, x, other);
            Assert.Equal(gradient.Select(Bits), other.Select(Bits));
        }
    }

    [Fact]
    public void Far_from_zero_gradients_are_finite()
    {
        float[] x = [-1e4f, -200, -89, 89, 200, 1e4f];
        foreach (var (name, function) in Functions)
        {
            Assert.All(x, at => Assert.True(float.IsFinite(function.ScalarGradient(at, 1)), $"{name}Gradient({at})"));
            var result = new float[x.Length];
            function.LaneGradient(x, [1, 1, 1, 1, 1, 1], result);
            Assert.All(result, value => Assert.True(float.IsFinite(value), name));
        }
    }

    static IEnumerable<int> Widths => new[] { 0, 128, 256, 512 }.Where(width => width <= SimdWidth.Best);

    static void AssertClose(double[] expected, float[] actual, float[] x)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            // A few roundings of intermediate values of the size of x; the gradients of gelu and silu cross zero.
            var bound = 4e-6 * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= bound, $"at {x[i]:R}: torch {expected[i]:R}, here {actual[i]:R}");
        }
    }

    // Of two NaNs that are multiplied either may be the result.
    private static int Bits(float value) => BitConverter.SingleToInt32Bits(float.IsNaN(value) ? float.NaN : value);
}
