namespace Pico.Generators.Tests.Backend;

/// <summary>Philox2x32 with ten rounds (Salmon et al., 2011), from the paper: what dropout's uniform numbers are made of.</summary>
internal static class NaiveRandom
{
    /// <summary>24 bits of the first word as a number from 0 to below 1.</summary>
    public static double Unit(uint element, uint key)
    {
        var (left, right) = (element, 0u);
        for (var round = 0u; round < 10; round++)
        {
            var product = 0xD256D193UL * left;
            (left, right) = ((uint)(product >> 32) ^ (key + (round * 0x9E3779B9u)) ^ right, (uint)product);
        }

        return (left >> 8) / 16777216.0;
    }
}
