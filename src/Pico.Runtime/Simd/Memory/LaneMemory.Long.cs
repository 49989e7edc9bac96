using System.Runtime.CompilerServices;

namespace Pico.Simd;

// long memory; ulong is passed as long
public static unsafe partial class LaneMemory
{
    /// <summary>Lane i reads <c>source[index[i]]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Gather<S, F, I, D, L>(PinnedSpan<long> source, I index, I mask)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        RequireInside<S, F, I>(index, source.Length, mask);
        return S.Gather(source.Pointer, index, mask);
    }

    /// <summary>Lane i writes <c>destination[index[i]]</c>. Of lanes that name one place the last wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<S, F, I, D, L>(PinnedSpan<long> destination, I index, L value, I mask)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        RequireInside<S, F, I>(index, destination.Length, mask);
        S.Scatter(destination.Pointer, index, value, mask);
    }

    /// <summary>Lane i reads <c>source[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Load<S, F, I, D, L>(PinnedSpan<long> source, int index)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        RequireAllInside<S, F, I>(index, source.Length);
        return S.Load(source.Pointer + index);
    }

    /// <summary>Lane i reads <c>source[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Load<S, F, I, D, L>(PinnedSpan<long> source, int index, I mask)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        if (AllInside(index, source.Length)) return S.Select(mask, S.Load(source.Pointer + index), S.Broadcast(0L));

        RequireInside<S, F, I>(From<S, F, I>(index), source.Length, mask);
        return S.LoadMasked(source.Pointer + index, mask);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I, D, L>(PinnedSpan<long> destination, int index, L value)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        RequireAllInside<S, F, I>(index, destination.Length);
        S.Store(destination.Pointer + index, value);
    }

    /// <summary>Lane i writes <c>destination[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I, D, L>(PinnedSpan<long> destination, int index, L value, I mask)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        if (!AllInside(index, destination.Length))
            RequireInside<S, F, I>(From<S, F, I>(index), destination.Length, mask);

        S.StoreMasked(destination.Pointer + index, value, mask);
    }
}
