using Pico.Examples.Digits;

namespace Pico.Examples.Tests.Digits;

public class EpochOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void An_order_is_a_permutation(int count) =>
        Assert.Equal(Enumerable.Range(0, count), Order(count, seed: 7, epoch: 3).Order());

    [Fact]
    public void An_order_follows_from_seed_and_epoch()
    {
        Assert.Equal(Order(1000, 7, 3), Order(1000, 7, 3));
        Assert.NotEqual(Order(1000, 7, 3), Order(1000, 7, 4));
        Assert.NotEqual(Order(1000, 7, 3), Order(1000, 8, 3));
    }

    /// <summary>Each of the 24 orders of 4 comes about as often as the others: chi-squared below its 0.999 quantile (23 degrees).</summary>
    [Fact]
    public void All_orders_are_equally_likely()
    {
        const int Runs = 24_000;
        var counts = new Dictionary<string, int>();
        for (var epoch = 0; epoch < Runs; epoch++)
        {
            var order = string.Concat(Order(4, seed: 1, epoch));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - (Runs / 24.0), 2) / (Runs / 24.0)), 0, 49.7);
    }

    [Fact]
    public void A_batch_is_scaled_to_one()
    {
        var images = new byte[2 * LabelledImages.Pixels];
        images[LabelledImages.Pixels] = 255;
        images[LabelledImages.Pixels + 1] = 51;
        var set = new LabelledImages(images, [3, 8]);
        var x = new float[2 * LabelledImages.Pixels];
        var targets = new int[2];
        set.CopyBatch([1, 0], x, targets);
        Assert.Equal([8, 3], targets);
        Assert.Equal([1f, 0.2f, 0f], x[..3]);
        Assert.All(x[LabelledImages.Pixels..], value => Assert.Equal(0f, value));
    }

    private static int[] Order(int count, long seed, int epoch)
    {
        var order = new int[count];
        EpochOrder.Fill(order, seed, epoch);
        return order;
    }
}
