using System.Runtime.CompilerServices;

namespace Pico.Simd;

// In memory a bool is a byte, and any byte but 0 is true; in lanes it is a mask.
public static unsafe partial class LaneMemory
{
    /// <summary>Lane i is a mask of whether <c>source[index + i]</c> is true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<bool> source, int index)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => S.NotEqual(Load<S, F, I>(Bytes(source), index), S.Broadcast(0));

    /// <summary>Lane i is a mask of whether <c>source[index + i]</c> is true, where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<bool> source, int index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => S.NotEqual(Load<S, F, I>(Bytes(source), index, mask), S.Broadcast(0));

    /// <summary>Lane i is a mask of whether <c>source[index of lane i]</c> is true, where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Gather<S, F, I>(PinnedSpan<bool> source, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => S.NotEqual(Gather<S, F, I>(Bytes(source), index, mask), S.Broadcast(0));

    /// <summary>Lane i writes <c>destination[index + i]</c>: the byte 1 where its mask is set, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<bool> destination, int index, I value)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => Store<S, F, I>(Bytes(destination), index, S.And(value, S.Broadcast(1)));

    /// <summary>Lane i writes <c>destination[index + i]</c>, the byte 1 or 0, where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<bool> destination, int index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => Store<S, F, I>(Bytes(destination), index, S.And(value, S.Broadcast(1)), mask);

    /// <summary>Lane i writes <c>destination[index of lane i]</c>, the byte 1 or 0, where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<S, F, I>(PinnedSpan<bool> destination, I index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => Scatter<S, F, I>(Bytes(destination), index, S.And(value, S.Broadcast(1)), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PinnedSpan<byte> Bytes(PinnedSpan<bool> span) => new((byte*)span.Pointer, span.Length);
}
