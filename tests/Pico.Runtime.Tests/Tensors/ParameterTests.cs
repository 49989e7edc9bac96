using Pico.Memory;
using static Pico.Functional;

namespace Pico.Tests.Tensors;

public class ParameterTests
{
    [Fact]
    public void Descriptors_have_a_shape_but_no_values_until_first_use()
    {
        var weight = Uniform([3, 5], 0.5f);
        Assert.True(weight.IsDescriptor);
        Assert.True(weight.IsParameter);
        Assert.True(weight.IsDifferentiable);
        Assert.Equal([3, 5], weight.Shape.ToArray());
        Assert.Equal("Float32 [3, 5]", weight.ToString());
        Assert.True(weight.IsDescriptor); // looking does not materialise

        var expected = new float[15];
        Uniform([3, 5], 0.5f).Initialize(0, "", expected);
        Assert.Equal(expected, weight.ToFloats());
        Assert.False(weight.IsDescriptor);
        Assert.False(Tensor.Zeros(2).IsParameter);
    }

    [Fact]
    public void Constants_fill_their_shape()
    {
        Assert.Equal([0f, 0f], Functional.Zeros([2]).ToFloats());
        Assert.Equal([1f, 1f], Ones([2]).ToFloats());
        Assert.Equal([2.5f, 2.5f], Constant([2], 2.5f).ToFloats());
        Assert.Equal(new float[4], Normal([4], 0).Map(MathF.Abs).ToFloats());
    }

    [Fact]
    public void Initial_values_depend_on_seed_and_name_alone()
    {
        float[] Draw(ulong seed, string name, int size = 100)
        {
            var values = new float[size];
            Uniform([size], 1).Initialize(seed, name, values);
            return values;
        }

        Assert.Equal(Draw(1, "up.weight"), Draw(1, "up.weight"));
        Assert.Equal(Draw(1, "up.weight"), Draw(1, "up.weight", 200)[..100]);
        Assert.NotEqual(Draw(1, "up.weight"), Draw(2, "up.weight"));
        Assert.NotEqual(Draw(1, "up.weight"), Draw(1, "down.weight"));
        Assert.NotEqual(Draw(1UL, "up.weight"), Draw(1UL << 40, "up.weight"));
    }

    [Fact]
    public void Uniform_and_normal_values_have_their_distribution()
    {
        const int count = 200_000;
        var uniform = new float[count];
        Uniform([count], 0.25f).Initialize(3, "w", uniform);
        Assert.All(uniform, x => Assert.InRange(x, -0.25f, 0.25f));
        Assert.Equal(0, uniform.Average(), 0.25 / Math.Sqrt(3.0 * count) * 4);
        Assert.Equal(0.25 / Math.Sqrt(3), Deviation(uniform), 1e-3);
        Assert.Equal(0.25 * 0.9, uniform.Order().ElementAt(count * 95 / 100), 2e-3); // the 95th percentile

        var normal = new float[count];
        Normal([count], 2f).Initialize(3, "w", normal);
        Assert.Equal(0, normal.Average(), 2 / Math.Sqrt(count) * 4);
        Assert.Equal(2, Deviation(normal), 2e-2);
        Assert.Equal(2 * 1.959964, normal.Order().ElementAt(count * 975 / 1000), 5e-2);
        Assert.Equal(3 * 16.0, normal.Average(x => Math.Pow(x, 4)), 1.5); // kurtosis 3

        double lag = uniform.Zip(uniform.Skip(1), (a, b) => a * b).Average() / (0.25 * 0.25 / 3);
        Assert.Equal(0, lag, 4 / Math.Sqrt(count));
    }

    static double Deviation(float[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(x => Math.Pow(x - mean, 2)));
    }

    [Fact]
    public void A_bound_parameter_lives_in_its_segment()
    {
        var weight = Constant([2, 2], 7);
        using var memory = new AlignedBuffer(80);
        weight.Initialize(0, "weight", memory.AsSpan(64, 4));
        weight.Bind(memory, 64);
        Assert.False(weight.IsDescriptor);
        Assert.Equal([7f, 7f, 7f, 7f], weight.ToFloats());
        memory.AsSpan(64, 4)[3] = 1;
        Assert.Equal([7f, 7f, 7f, 1f], weight.ToFloats());
        Assert.Equal([14f, 8f], weight.Sum(1).ToFloats());

        (weight * weight).Sum().Backward();
        Assert.Equal([14f, 14f, 14f, 2f], weight.Gradient!.ToFloats());
        Assert.Contains("not a parameter", Assert.Throws<InvalidOperationException>(() => Tensor.Zeros(4).Bind(memory, 0)).Message);
    }

    [Fact]
    public void A_float64_run_promotes_parameters_to_leaves()
    {
        var weight = Constant([3], 0.1f);
        var x = Tensor.From([1.0, 2.0, 3.0], 3);
        using var run = EagerContext.Begin(dtype: DType.Float64);
        var leaf = run.Leaf(weight);
        leaf.AsSpan<double>()[1] = 0.5;
        var loss = (weight * x).Sum();
        Assert.Equal(DType.Float64, loss.Type);
        Assert.Equal((double)0.1f + 1 + (double)0.1f * 3, loss.ItemDouble(), 1e-15);
        loss.Backward();
        Assert.Same(leaf, run.Leaf(weight));
        Assert.Equal([1.0, 2.0, 3.0], leaf.Gradient!.ToDoubles());
        Assert.Null(weight.Gradient);
        Assert.Same(x, run.Leaf(x));
    }

    [Fact]
    public void Every_operation_promotes_parameters_in_a_float64_run()
    {
        var square = Constant([2, 2], 2);
        var ids = Tensor.From([0, 1], 2);
        using var run = EagerContext.Begin(dtype: DType.Float64);
        Tensor[] results =
        [
            square + square, square - 1, 1 - square, square * 2, 2 / square, -square, square.Sum(), square.Sum(0), square.Mean(),
            square.Mean(1), square.Max(0), square.MatMul(square), square.Transpose(), square.Reshape(4), square.Slice(0, 0, 1),
            square.Pick(ids), square.Detach(), square.Map(MathF.Exp), square.Map(MathF.Max, square), Dropout(square, 0.5f),
        ];
        Assert.All(results, result => Assert.Equal(DType.Float64, result.Type));
    }
}
