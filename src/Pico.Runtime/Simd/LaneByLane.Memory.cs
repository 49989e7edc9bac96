using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pico.Simd;

// .NET gives no way to the scatters of AVX-512. Lanes are taken in ascending order, so the last one wins.
internal static unsafe partial class LaneByLane
{
    [SkipLocalsInit]
    internal static void Scatter<S, F, I>(int* destination, I index, I value, I mask)
        where S : ISimd<F, I>
        where F : struct
        where I : struct
    {
        int* places = stackalloc int[16], values = stackalloc int[16];
        S.Store(places, index);
        S.Store(values, value);
        for (var lanes = S.MaskBits(mask); lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            destination[places[lane]] = values[lane];
        }
    }

    [SkipLocalsInit]
    internal static void Scatter<S, F, I>(byte* destination, I index, I value, I mask)
        where S : ISimd<F, I>
        where F : struct
        where I : struct
    {
        int* places = stackalloc int[16], values = stackalloc int[16];
        S.Store(places, index);
        S.Store(values, value);
        for (var lanes = S.MaskBits(mask); lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            destination[places[lane]] = unchecked((byte)values[lane]);
        }
    }

    [SkipLocalsInit]
    internal static void Scatter<S, F, I>(short* destination, I index, I value, I mask)
        where S : ISimd<F, I>
        where F : struct
        where I : struct
    {
        int* places = stackalloc int[16], values = stackalloc int[16];
        S.Store(places, index);
        S.Store(values, value);
        for (var lanes = S.MaskBits(mask); lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            destination[places[lane]] = unchecked((short)values[lane]);
        }
    }

    [SkipLocalsInit]
    internal static void Scatter<S, F, I, D>(double* destination, I index, D value, I mask)
        where S : ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var places = stackalloc int[16];
        var values = stackalloc double[16];
        S.Store(places, index);
        S.Store(values, value);
        for (var lanes = S.MaskBits(mask); lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            destination[places[lane]] = values[lane];
        }
    }
}
