using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pico.Simd;

/// <summary>
/// What generated kernels do with spans, at every width. Only lanes whose mask is set touch memory, and each of those must
/// lie inside the span; the others read as zero. <c>uint</c> memory is passed as <c>int</c>.
/// </summary>
/// <remarks>
/// Each method throws <see cref="IndexOutOfRangeException"/>, before it touches memory, when an active lane lies outside.
/// Bytes and shorts are widened to 32 bits by their sign, or by zeros, and truncated when written.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class LaneMemory
{
    private const int Lanes = 16;

    /// <summary>Requires the index of every active lane to be in [0, length).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RequireInside<S, F, I>(I index, int length, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var outside = S.AndNot(mask, S.LessThanUnsigned(index, S.Broadcast(length)));
        if (S.Any(outside)) ThrowOutOfRange<S, F, I>(index, length, outside);
    }

    /// <summary>Whether all sixteen elements from <paramref name="index"/> on lie in [0, length).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AllInside(int index, int length) => index >= 0 && index <= length - Lanes;

    /// <summary>The place of each lane in contiguous memory. Beyond int.MaxValue it wraps to a negative one, which no span has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static I From<S, F, I>(int index)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => S.Add(S.Broadcast(index), S.LaneIndex);

    /// <summary>Requires the sixteen elements from <paramref name="index"/> on to be in [0, length).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RequireAllInside<S, F, I>(int index, int length)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (!AllInside(index, length)) ThrowOutOfRange<S, F, I>(index, length);
    }

    // Small enough for the JIT to see that they never return: it then keeps its caller's registers free of them.
    [DoesNotReturn]
    private static void ThrowOutOfRange<S, F, I>(int index, int length)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => throw OutOfRange<S, F, I>(index, length);

    [DoesNotReturn]
    private static void ThrowOutOfRange<S, F, I>(I index, int length, I outside)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => throw OutOfRange<S, F, I>(index, length, outside);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IndexOutOfRangeException OutOfRange<S, F, I>(int index, int length)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var places = From<S, F, I>(index);
        var inside = S.LessThanUnsigned(places, S.Broadcast(length));
        return OutOfRange<S, F, I>(places, length, S.Not(inside));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IndexOutOfRangeException OutOfRange<S, F, I>(I index, int length, I outside)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var lane = BitOperations.TrailingZeroCount(S.MaskBits(outside));
        var places = stackalloc int[Lanes];
        S.Store(places, index);
        return new($"Index {places[lane]} of lane {lane} lies outside a span of {length} elements: use 0 to its length - 1.");
    }
}
