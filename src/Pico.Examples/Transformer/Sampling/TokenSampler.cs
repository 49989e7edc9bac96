namespace Pico.Examples.Transformer.Sampling;

/// <summary>
/// Draws the next character from logits: temperature, then the k likeliest, then the smallest set that holds the probability p
/// (Holtzman et al. 2020, arXiv:1904.09751). A draw follows from seed and position alone.
/// </summary>
/// <param name="vocabulary">The number of logits.</param>
/// <param name="temperature">What logits are divided by; 0 always takes the likeliest.</param>
/// <param name="topK">How many of the likeliest to keep; 0 for all.</param>
/// <param name="topP">The probability to keep, likeliest first; 1 for all.</param>
/// <param name="seed">What the draws follow from.</param>
internal sealed class TokenSampler(int vocabulary, double temperature, int topK, double topP, int seed)
{
    private readonly int[] order = new int[vocabulary];
    private readonly double[] keys = new double[vocabulary];

    /// <summary>The next character.</summary>
    /// <param name="logits">[vocabulary]</param>
    /// <param name="position">The number of the draw.</param>
    public int Next(ReadOnlySpan<float> logits, uint position)
    {
        for (var i = 0; i < order.Length; i++) (order[i], keys[i]) = (i, -logits[i]);
        keys.AsSpan().Sort(order.AsSpan(), static (a, b) => a.CompareTo(b));
        if (temperature == 0) return order[0];

        var kept = topK > 0 ? Math.Min(topK, order.Length) : order.Length;
        var (least, sum) = (keys[0], 0.0);
        for (var i = 0; i < kept; i++) sum += keys[i] = Math.Exp((least - keys[i]) / temperature);
        var (nucleus, mass) = (0, 0.0);
        while (nucleus < kept && (nucleus == 0 || mass < topP * sum)) mass += keys[nucleus++];

        var draw = Philox.Uniform(position, 0, (uint)seed) * mass;
        for (var i = 0; i < nucleus; i++)
        {
            draw -= keys[i];
            if (draw < 0) return order[i];
        }

        return order[nucleus - 1];
    }
}
