namespace Pico;

/// <summary>
/// Philox2x32-10, the counter-based random number generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as
/// easy as 1, 2, 3" (SC 2011). A number depends on counter and key alone, not on who asks, or in what order.
/// </summary>
public static class Philox
{
    internal const uint Multiplier = 0xD256D193, KeyIncrement = 0x9E3779B9;
    internal const int Rounds = 10;

    /// <summary>Two random words for one counter of 64 bits.</summary>
    public static (uint First, uint Second) Next(uint counterLow, uint counterHigh, uint key)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var product = (ulong)Multiplier * counterLow;
            (counterLow, counterHigh) = ((uint)(product >> 32) ^ key ^ counterHigh, (uint)product);
            key = unchecked(key + KeyIncrement);
        }

        return (counterLow, counterHigh);
    }

    /// <summary>A number in [0, 1): the upper 24 bits of the first word, times 2^-24.</summary>
    public static float Uniform(uint counterLow, uint counterHigh, uint key) =>
        (Next(counterLow, counterHigh, key).First >> 8) * (1f / 16777216f);
}
