namespace Pico.Tests.Tensors;

/// <summary>
/// Compares the tape's gradients with central differences of the forward pass in float64, under an upstream gradient that
/// is not one; then the float32 gradients with the float64 ones.
/// </summary>
static class GradientCheck
{
    const double Step = 1e-4;

    public static void Verify(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        var random = new Random(17);
        foreach (var input in inputs)
        {
            input.RequiresGradient();
        }

        var output = function(inputs);
        var upstream = Values(random, output.Size);
        output.Backward(Tensor.From(upstream, output.Shape));

        for (var which = 0; which < inputs.Length; which++)
        {
            var actual = inputs[which].Gradient!;
            Assert.Equal(DType.Float64, actual.Type);
            Assert.Equal(inputs[which].Shape.ToArray(), actual.Shape.ToArray());
            var expected = Differences(function, inputs, which, upstream);
            AssertClose(expected, actual.ToDoubles(), 2e-8);
        }

        var narrow = Array.ConvertAll(inputs, x => Tensor.From(x.ToFloats(), x.Shape).RequiresGradient());
        function(narrow).Backward(Tensor.From(Array.ConvertAll(upstream, x => (float)x), output.Shape));
        for (var which = 0; which < inputs.Length; which++)
        {
            Assert.Equal(DType.Float32, narrow[which].Gradient!.Type);
            AssertClose(inputs[which].Gradient!.ToDoubles(), narrow[which].Gradient!.ToDoubles(), 1e-4);
        }
    }

    /// <summary>A float64 tensor of values from -2 to 2 that keep a distance from zero and from each other.</summary>
    public static Tensor Input(int seed, params int[] shape)
    {
        var count = shape.Aggregate(1, (a, b) => a * b);
        var values = Enumerable.Range(0, count).Select(i => -2 + 4 * (i + 0.37) / count).ToArray();
        new Random(seed).Shuffle(values);
        return Tensor.From(values, shape);
    }

    static double[] Differences(Func<Tensor[], Tensor> function, Tensor[] inputs, int which, double[] upstream)
    {
        var values = inputs[which].ToDoubles();
        var slopes = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            // Two central differences, combined so that the error is of fourth order in the step.
            slopes[i] = (8 * (Weighted(i, Step) - Weighted(i, -Step)) - (Weighted(i, 2 * Step) - Weighted(i, -2 * Step))) / (12 * Step);
        }

        return slopes;

        double Weighted(int element, double change)
        {
            var moved = (double[])values.Clone();
            moved[element] += change;
            var operands = (Tensor[])inputs.Clone();
            operands[which] = Tensor.From(moved, inputs[which].Shape);
            return function(operands).ToDoubles().Zip(upstream, (a, b) => a * b).Sum();
        }
    }

    public static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = Math.Max(1, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * scale,
                $"element {i}: expected {expected[i]:R}, but is {actual[i]:R}");
        }
    }

    static double[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 4 - 2)];
}
