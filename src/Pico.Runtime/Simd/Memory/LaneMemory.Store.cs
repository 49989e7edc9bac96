using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static unsafe partial class LaneMemory
{
    /// <summary>Lane i writes <c>destination[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<float> destination, int index, F value)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, destination.Length);
        S.Store(destination.Pointer + index, value);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<float> destination, int index, F value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (!AllInside(index, destination.Length))
            RequireInside<S, F, I>(From<S, F, I>(index), destination.Length, mask);

        S.StoreMasked(destination.Pointer + index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<int> destination, int index, I value)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, destination.Length);
        S.Store(destination.Pointer + index, value);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<int> destination, int index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (!AllInside(index, destination.Length))
            RequireInside<S, F, I>(From<S, F, I>(index), destination.Length, mask);

        S.StoreMasked(destination.Pointer + index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I, D>(PinnedSpan<double> destination, int index, D value)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        RequireAllInside<S, F, I>(index, destination.Length);
        S.Store(destination.Pointer + index, value);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I, D>(PinnedSpan<double> destination, int index, D value, I mask)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        if (!AllInside(index, destination.Length))
            RequireInside<S, F, I>(From<S, F, I>(index), destination.Length, mask);

        S.StoreMasked(destination.Pointer + index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<byte> destination, int index, I value)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, destination.Length);
        S.StoreBytes(destination.Pointer + index, value);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<byte> destination, int index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (!AllInside(index, destination.Length))
            RequireInside<S, F, I>(From<S, F, I>(index), destination.Length, mask);

        S.StoreBytesMasked(destination.Pointer + index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<sbyte> destination, int index, I value)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, destination.Length);
        S.StoreBytes((byte*)destination.Pointer + index, value);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<sbyte> destination, int index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (!AllInside(index, destination.Length))
            RequireInside<S, F, I>(From<S, F, I>(index), destination.Length, mask);

        S.StoreBytesMasked((byte*)destination.Pointer + index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<short> destination, int index, I value)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, destination.Length);
        S.StoreShorts(destination.Pointer + index, value);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<short> destination, int index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (!AllInside(index, destination.Length))
            RequireInside<S, F, I>(From<S, F, I>(index), destination.Length, mask);

        S.StoreShortsMasked(destination.Pointer + index, value, mask);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<ushort> destination, int index, I value)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, destination.Length);
        S.StoreShorts((short*)destination.Pointer + index, value);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(PinnedSpan<ushort> destination, int index, I value, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (!AllInside(index, destination.Length))
            RequireInside<S, F, I>(From<S, F, I>(index), destination.Length, mask);

        S.StoreShortsMasked((short*)destination.Pointer + index, value, mask);
    }
}
