using System.Runtime.Intrinsics.X86;

namespace Pico.Memory;

/// <summary>The cache behind which there is only memory.</summary>
internal static class LastLevelCache
{
    private const long Unknown = 32L << 20, Smallest = 8L << 20;
    private const int AmdLeaf = unchecked((int)0x8000001D), IntelLeaf = 4;

    /// <summary>The bytes of all such caches of this machine that the process may use together, as the processor states them.</summary>
    public static long Bytes { get; } = Math.Max(Smallest, Stated() ?? Unknown);

    private static long? Stated() => X86Base.IsSupported ? Largest(IntelLeaf) ?? Largest(AmdLeaf) : null;

    // Both makers describe one cache for each number handed in until they say "none"; the last is the largest.
    private static long? Largest(int leaf)
    {
        if ((uint)X86Base.CpuId(leaf & unchecked((int)0x80000000), 0).Eax < (uint)leaf)
        {
            return null; // what such a leaf says has no meaning
        }

        long? bytes = null;
        for (var cache = 0; cache < 8; cache++)
        {
            var (kind, shape, sets, _) = X86Base.CpuId(leaf, cache);
            if ((kind & 31) == 0)
            {
                break;
            }

            long ways = ((shape >> 22) & 1023) + 1, parts = ((shape >> 12) & 1023) + 1, line = (shape & 4095) + 1;
            var sharing = ((kind >> 14) & 4095) + 1; // logical processors
            bytes = ways * parts * line * ((uint)sets + 1L) * Math.Max(1, Environment.ProcessorCount / sharing);
        }

        return bytes;
    }
}
