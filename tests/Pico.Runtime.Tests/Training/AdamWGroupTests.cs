using Pico.Tests.Checkpoints;
using Pico.Threading;
using Pico.Training;

namespace Pico.Tests.Training;

/// <summary>Two groups of parameters, threads, and the scale of gradients.</summary>
public class AdamWGroupTests
{
    [Fact]
    public void Matrices_decay_and_biases_do_not()
    {
        var parameters = new TwoLayers { Seed = 3 }.Parameters;
        var optimizer = new AdamW(parameters, learningRate: 0.1, weightDecay: 0.5);
        var before = parameters.Values.ToArray();
        optimizer.Step(parameters.Values, new float[parameters.Length]);
        foreach (var parameter in parameters)
        {
            var keep = parameter.Shape.Count > 1 ? 1 - (0.1f * 0.5f) : 1;
            for (var i = 0; i < parameter.Length; i++)
            {
                Assert.Equal(before[parameter.Offset + i] * keep, parameters.Values[parameter.Offset + i], 1e-7f);
            }
        }
    }

    /// <summary>The rule of the paper (Algorithm 2), written down in double.</summary>
    [Fact]
    public void Steps_follow_the_paper_with_scaled_gradients()
    {
        var parameters = new TwoLayers { Seed = 3 }.Parameters;
        var (beta1, beta2, rate, decay, scale) = (0.8, 0.9, 0.05, 0.3, 0.25);
        var optimizer = new AdamW(parameters, rate, beta1, beta2, weightDecay: decay);
        var random = new Random(4);
        var (m, v) = (new double[parameters.Length], new double[parameters.Length]);
        var weights = parameters.Values.ToArray().Select(weight => (double)weight).ToArray();
        var decays = Enumerable.Range(0, parameters.Length).Select(i => parameters.Last(parameter => parameter.Offset <= i).Shape.Count > 1).ToArray();
        for (var t = 1; t <= 5; t++)
        {
            var gradients = Enumerable.Range(0, parameters.Length).Select(_ => random.NextSingle() - 0.5f).ToArray();
            optimizer.Step(parameters.Values, gradients, scale);
            for (var i = 0; i < weights.Length; i++)
            {
                var gradient = gradients[i] * scale;
                m[i] = (beta1 * m[i]) + ((1 - beta1) * gradient);
                v[i] = (beta2 * v[i]) + ((1 - beta2) * gradient * gradient);
                var step = m[i] / (1 - Math.Pow(beta1, t)) / (Math.Sqrt(v[i] / (1 - Math.Pow(beta2, t))) + 1e-8);
                weights[i] -= rate * (step + (decays[i] ? decay * weights[i] : 0));
                Assert.Equal(weights[i], parameters.Values[i], 1e-5);
            }
        }
    }

    [Fact]
    public void Threads_change_no_bit_and_cost_no_memory()
    {
        const int count = 100_003; // seven chunks, the last one odd
        using var pool = new WorkerPool(2);
        var (alone, together) = (new AdamW(count), new AdamW(count));
        var norm = new GradientNorm(count);
        var random = new Random(1);
        var gradients = Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f).ToArray();
        float[] one = [.. gradients], two = [.. gradients];
        for (var step = 0; step < 3; step++)
        {
            alone.Step(one, gradients, 0.5);
            together.Step(two, gradients, 0.5, pool);
        }

        Assert.Equal(one, two);
        Assert.Equal(norm.Of(gradients), norm.Of(gradients, pool));
        Assert.Equal(0, Allocations.Least(() =>
        {
            together.Step(two, gradients, 0.5, pool);
            norm.Of(gradients, pool);
        }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(50_001)]
    public void The_norm_is_that_of_all_gradients_together(int count)
    {
        var random = new Random(2);
        var gradients = Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var expected = Math.Sqrt(gradients.Sum(gradient => (double)gradient * gradient));
        var norm = new GradientNorm(count);
        Assert.Equal(expected, norm.Of(gradients), expected * 1e-5);
        Assert.Equal(expected, norm.Clip(gradients, expected * 2), expected * 1e-5); // below the bound: nothing happens
        Assert.Equal(expected, norm.Clip(gradients, expected / 4), expected * 1e-5);
        Assert.Equal(expected / 4, norm.Of(gradients), expected * 1e-4);
        Assert.Equal(expected / 4, norm.Clip(gradients, maximum: 0), expected * 1e-4); // no bound
        Assert.Throws<ArgumentException>(() => norm.Of(new float[count + 1]));
    }
}
