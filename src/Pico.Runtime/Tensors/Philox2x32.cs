namespace Pico;

/// <summary>
/// The counter-based generator Philox2x32 with 10 rounds (J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel
/// random numbers: as easy as 1, 2, 3", 2011): two random words for each counter and key, with no state between them.
/// </summary>
static class Philox2x32
{
    public static (uint First, uint Second) Generate(uint low, uint high, uint key)
    {
        for (var round = 0; round < 10; round++)
        {
            var product = low * 0xD256D193UL;
            (low, high) = ((uint)(product >> 32) ^ key ^ high, (uint)product);
            key += 0x9E3779B9;
        }

        return (low, high);
    }
}
