using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static unsafe partial class LaneMemory
{
    /// <summary>Lane i writes <c>destination[index[i]]</c>. Of lanes that name one place the last wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<S, F, I>(PinnedSpan<float> destination, I index, F value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, destination.Length, mask);
        S.Scatter(destination.Pointer, index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index[i]]</c>. Of lanes that name one place the last wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<S, F, I>(PinnedSpan<int> destination, I index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, destination.Length, mask);
        S.Scatter(destination.Pointer, index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index[i]]</c>. Of lanes that name one place the last wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<S, F, I, D>(PinnedSpan<double> destination, I index, D value, I mask)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        RequireInside<S, F, I>(index, destination.Length, mask);
        S.Scatter(destination.Pointer, index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index[i]]</c>. Of lanes that name one place the last wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<S, F, I>(PinnedSpan<byte> destination, I index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, destination.Length, mask);
        LaneByLane.Scatter<S, F, I>(destination.Pointer, index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index[i]]</c>. Of lanes that name one place the last wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<S, F, I>(PinnedSpan<sbyte> destination, I index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, destination.Length, mask);
        LaneByLane.Scatter<S, F, I>((byte*)destination.Pointer, index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index[i]]</c>. Of lanes that name one place the last wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<S, F, I>(PinnedSpan<short> destination, I index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, destination.Length, mask);
        LaneByLane.Scatter<S, F, I>(destination.Pointer, index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index[i]]</c>. Of lanes that name one place the last wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<S, F, I>(PinnedSpan<ushort> destination, I index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, destination.Length, mask);
        LaneByLane.Scatter<S, F, I>((short*)destination.Pointer, index, value, mask);
    }
}
