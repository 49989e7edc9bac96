using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pico.Simd;

// No vector unit within .NET's reach scatters, and none gathers bytes. Lanes are taken in ascending order, so the last one wins.
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

    internal static I Gather<S, F, I>(byte* source, I index, I mask)
        where S : ISimd<F, I>
        where F : struct
        where I : struct
    {
        var lanes = stackalloc int[16]; // zero where the mask is not set
        var places = stackalloc int[16];
        S.Store(places, index);
        for (var left = S.MaskBits(mask); left != 0; left &= left - 1)
        {
            var lane = BitOperations.TrailingZeroCount(left);
            lanes[lane] = source[places[lane]];
        }

        return S.Load(lanes);
    }

    internal static I Gather<S, F, I>(ushort* source, I index, I mask)
        where S : ISimd<F, I>
        where F : struct
        where I : struct
    {
        var lanes = stackalloc int[16]; // zero where the mask is not set
        var places = stackalloc int[16];
        S.Store(places, index);
        for (var left = S.MaskBits(mask); left != 0; left &= left - 1)
        {
            var lane = BitOperations.TrailingZeroCount(left);
            lanes[lane] = source[places[lane]];
        }

        return S.Load(lanes);
    }
}
