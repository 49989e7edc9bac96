using System.Numerics;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

/// <summary>
/// Sixteen bytes or shorts of memory of which only some lanes may be touched (bit i of <c>lanes</c> is lane i), for
/// machines that cannot mask such accesses. Lanes left out read as zero.
/// </summary>
internal static unsafe class NarrowMemory
{
    internal static Vector128<byte> Load(byte* source, uint lanes)
    {
        var values = stackalloc byte[16];
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            values[lane] = source[lane];
        }

        return Vector128.Load(values);
    }

    internal static Vector256<short> Load(short* source, uint lanes)
    {
        var values = stackalloc short[16];
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            values[lane] = source[lane];
        }

        return Vector256.Load(values);
    }

    internal static void Store(byte* destination, Vector128<byte> value, uint lanes)
    {
        var values = stackalloc byte[16];
        value.Store(values);
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            destination[lane] = values[lane];
        }
    }

    internal static void Store(short* destination, Vector256<short> value, uint lanes)
    {
        var values = stackalloc short[16];
        value.Store(values);
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            destination[lane] = values[lane];
        }
    }
}
