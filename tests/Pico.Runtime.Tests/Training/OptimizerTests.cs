using Pico.Simd;
using Pico.Tests.Goldens;
using Pico.Training;

namespace Pico.Tests.Training;

/// <summary>Optimizer trajectories against torch's, and what a step may not do.</summary>
[Collection("SimdWidth")]
public class OptimizerTests
{
    public static TheoryData<string> Names => [.. Golden.Optimizers().Cases.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Trajectories_are_torchs(string name)
    {
        var goldens = Golden.Optimizers();
        var row = goldens.Cases.Single(candidate => candidate.Name == name);
        // Twenty copies of the five weights: the whole loop and its tail.
        var weights = Enumerable.Repeat(goldens.Start.Values.Select(value => (float)value), 20).SelectMany(x => x).ToArray();
        var gradients = new float[weights.Length];
        var (goal, curvature) = (goldens.Goal.Values, goldens.Curvature.Values);
        var settings = row.Settings;
        var sgd = new Sgd(weights.Length, settings.Lr, settings.Momentum ?? 0, settings.WeightDecay);
        var adamW = new AdamW(weights.Length, settings.Lr, settings.Betas?[0] ?? 0, settings.Betas?[1] ?? 0, settings.Eps ?? 0, settings.WeightDecay);
        for (var k = 0; k < row.Float64.Count; k++)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                gradients[i] = (float)(curvature[i % 5] * (weights[i] - goal[i % 5]));
            }

            if (name.StartsWith("sgd", StringComparison.Ordinal))
            {
                sgd.Step(weights, gradients);
            }
            else
            {
                adamW.Step(weights, gradients);
            }

            for (var i = 0; i < weights.Length; i++)
            {
                var expected = row.Float64[k].Weight[i % 5];
                Assert.True(Math.Abs(expected - weights[i]) <= 2e-6 * (k + 1), $"{name} step {k + 1}, weight {i}: torch {expected:R}, here {weights[i]:R}");
            }
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var (adamW, sgd) = (new AdamW(1000), new Sgd(1000, momentum: 0.9));
        var (weights, gradients) = (new float[1000], Enumerable.Repeat(1f, 1000).ToArray());
        Assert.Equal(0, Allocations.Least(() =>
        {
            adamW.Step(weights, gradients);
            sgd.Step(weights, gradients);
        }));
    }

    [Fact]
    public void Moments_of_dead_weights_become_zero_not_denormal()
    {
        var optimizer = new AdamW(3);
        var weights = new float[3];
        optimizer.Step(weights, [1e-20f, -1e-20f, 1]);
        for (var i = 0; i < 600; i++)
        {
            optimizer.Step(weights, [0, 0, 0]);
            Assert.DoesNotContain(optimizer.FirstMoments.ToArray(), float.IsSubnormal);
            Assert.DoesNotContain(optimizer.SecondMoments.ToArray(), float.IsSubnormal);
        }

        Assert.Equal(0, optimizer.SecondMoments[0]);
        Assert.Equal(0, optimizer.FirstMoments[1]);
    }

    [Fact]
    public void All_widths_give_the_same_bits()
    {
        var results = new List<float[]>();
        foreach (var width in new[] { 0, 128, 256, 512 }.Where(width => width <= SimdWidth.Best))
        {
            using var limit = SimdWidth.Limit(width);
            var random = new Random(7);
            var optimizer = new AdamW(77, learningRate: 0.01);
            var weights = Enumerable.Range(0, 77).Select(_ => random.NextSingle() - 0.5f).ToArray();
            for (var i = 0; i < 5; i++)
            {
                optimizer.Step(weights, Enumerable.Range(0, 77).Select(_ => random.NextSingle() - 0.5f).ToArray());
            }

            results.Add(weights);
        }

        Assert.All(results, weights => Assert.Equal(results[0], weights));
    }

    [Fact]
    public void Sizes_that_disagree_are_refused_in_one_line()
    {
        var message = Assert.Throws<ArgumentException>(() => new AdamW(3).Step(new float[3], new float[2])).Message;
        Assert.Contains("3 weights and 2 gradients", message, StringComparison.Ordinal);
        Assert.Contains("was made for 3 weights", Assert.Throws<ArgumentException>(() => new Sgd(3).Step(new float[4], new float[4])).Message, StringComparison.Ordinal);
    }
}
