namespace Pico.Examples.Digits;

/// <summary>
/// Random numbers that depend on nothing but a key and how many were drawn: the finaliser of SplitMix64 (Steele, Lea, Flood,
/// "Fast Splittable Pseudorandom Number Generators", 2014) over a counter. Each image and each epoch has a key of its own, so
/// that they can be made in any order and by any thread.
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="stream">What the numbers are for, such as the number of an image.</param>
internal struct CounterRandom(long seed, long stream)
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private readonly ulong key = Mix(Mix(unchecked((ulong)seed) + Increment) ^ unchecked((ulong)stream * 0xD1342543DE82EF95));
    private ulong counter;

    public ulong NextBits() => Mix(key + (++counter * Increment));

    /// <summary>Uniform in [0, 1).</summary>
    public float NextFloat() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [low, high).</summary>
    public float NextFloat(float low, float high) => low + ((high - low) * NextFloat());

    /// <summary>Uniform in [0, limit); the bias of the multiplication is below 2^-32.</summary>
    public int NextInt(int limit) => (int)(((NextBits() >> 32) * (ulong)limit) >> 32);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
