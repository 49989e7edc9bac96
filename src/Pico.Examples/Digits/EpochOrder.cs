namespace Pico.Examples.Digits;

/// <summary>The order in which an epoch visits the training images: a permutation that follows from seed and epoch alone.</summary>
internal static class EpochOrder
{
    // Apart from the streams of the drawn images, which are their numbers.
    private const long FirstStream = 1L << 40;

    /// <summary>Writes a permutation of 0..n-1 (Fisher-Yates).</summary>
    public static void Fill(Span<int> order, long seed, int epoch)
    {
        var random = new CounterRandom(seed, FirstStream + epoch);
        for (var i = 0; i < order.Length; i++)
        {
            var j = random.NextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }
}
