using Pico.Examples.Transformer.Sampling;

namespace Pico.Examples.Tests.Transformer;

public class TokenSamplerTests
{
    private static readonly float[] Logits = [MathF.Log(0.1f), MathF.Log(0.5f), MathF.Log(0.15f), MathF.Log(0.25f)];

    [Theory]
    [InlineData(1, 0, 1, new[] { 0.1, 0.5, 0.15, 0.25 })]
    [InlineData(0, 0, 1, new[] { 0, 1.0, 0, 0 })]
    [InlineData(1, 2, 1, new[] { 0, 2 / 3.0, 0, 1 / 3.0 })]
    [InlineData(1, 9, 1, new[] { 0.1, 0.5, 0.15, 0.25 })]
    [InlineData(1, 0, 0.7, new[] { 0, 2 / 3.0, 0, 1 / 3.0 })]
    [InlineData(1, 0, 0, new[] { 0, 1.0, 0, 0 })]
    [InlineData(1, 3, 0.8, new[] { 0, 2 / 3.0, 0, 1 / 3.0 })] // of the three likeliest, two hold more than 0.8 of 0.9
    [InlineData(0.5, 0, 1, new[] { 0.01 / 0.345, 0.25 / 0.345, 0.0225 / 0.345, 0.0625 / 0.345 })]
    public void Frequencies_are_the_probabilities(double temperature, int topK, double topP, double[] expected)
    {
        const int draws = 20_000;
        var sampler = new TokenSampler(4, temperature, topK, topP, seed: 5);
        var counts = new int[4];
        for (var i = 0u; i < draws; i++) counts[sampler.Next(Logits, i)]++;
        for (var i = 0; i < 4; i++)
        {
            var deviation = Math.Sqrt(expected[i] * (1 - expected[i]) / draws);
            Assert.InRange(counts[i] / (double)draws, expected[i] - (4 * deviation), expected[i] + (4 * deviation));
        }
    }

    [Fact]
    public void A_draw_follows_from_seed_and_position()
    {
        var (one, two, other) = (new TokenSampler(4, 1, 0, 1, 5), new TokenSampler(4, 1, 0, 1, 5), new TokenSampler(4, 1, 0, 1, 6));
        var first = Enumerable.Range(0, 50).Select(i => one.Next(Logits, (uint)i)).ToList();
        Assert.Equal(first.AsEnumerable().Reverse(), Enumerable.Range(0, 50).Reverse().Select(i => two.Next(Logits, (uint)i)));
        Assert.NotEqual(first, Enumerable.Range(0, 50).Select(i => other.Next(Logits, (uint)i)));
    }

    [Fact]
    public void Extreme_logits_do_no_harm()
    {
        var sampler = new TokenSampler(3, 0.01, 0, 1, 1);
        for (var i = 0u; i < 100; i++) Assert.Equal(1, sampler.Next([-1e30f, 1e30f, float.NegativeInfinity], i));
    }
}
