namespace Pico;

/// <summary>How a parameter gets its first values.</summary>
/// <param name="Distribution">The kind of values.</param>
/// <param name="Scale">The bound, the standard deviation or the value.</param>
sealed record InitializationRule(Distribution Distribution, float Scale)
{
    /// <summary>
    /// Element i is made of the two words of <see cref="Philox2x32"/> at counter i, under a key of the seed and the name:
    /// uniform values from the first, normal ones from both (G. E. P. Box and M. E. Muller, 1958).
    /// </summary>
    public void Fill(ulong seed, string dottedName, Span<float> destination)
    {
        if (Distribution == Distribution.Constant)
        {
            destination.Fill(Scale);
            return;
        }

        var key = RandomKey.Of(seed, RandomKey.Hash(dottedName));
        for (var i = 0; i < destination.Length; i++)
        {
            var (first, second) = Philox2x32.Generate((uint)i, 0, key);
            destination[i] = Distribution == Distribution.Uniform
                ? Scale * (2 * RandomKey.Unit(first) - 1)
                : (float)(Scale * StandardNormal(first, second));
        }
    }

    // 1 - u is never zero, so the logarithm is finite.
    static double StandardNormal(uint first, uint second) =>
        Math.Sqrt(-2 * Math.Log(1 - RandomKey.Unit(first))) * Math.Cos(2 * Math.PI * RandomKey.Unit(second));
}

/// <summary>The distributions of initial values.</summary>
enum Distribution
{
    /// <summary>One value everywhere.</summary>
    Constant,

    /// <summary>Uniform from -scale to scale.</summary>
    Uniform,

    /// <summary>Normal around 0 with standard deviation scale.</summary>
    Normal,
}
