namespace Pico;

/// <summary>Keys for counter-based random numbers, and the numbers made of their words.</summary>
static class RandomKey
{
    /// <summary>A 32-bit key in which every bit of the parts counts.</summary>
    public static uint Of(ulong seed, ulong part) => (uint)(Mix(seed ^ Mix(part)) >> 32);

    /// <summary>The same 24-bit uniform number from 0 (included) to 1 (excluded) that compiled code takes from a word.</summary>
    public static float Unit(uint word) => (word >> 8) * (1f / (1 << 24));

    /// <summary>The 64-bit FNV-1a hash of the UTF-16 code units, low byte first (G. Fowler, L. C. Noll, K.-P. Vo).</summary>
    public static ulong Hash(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var unit in text)
        {
            hash = (hash ^ (byte)unit) * 0x100000001B3UL;
            hash = (hash ^ (byte)(unit >> 8)) * 0x100000001B3UL;
        }

        return hash;
    }

    /// <summary>One output of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", 2014).</summary>
    public static ulong Mix(ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EBUL;
        return state ^ (state >> 31);
    }
}
