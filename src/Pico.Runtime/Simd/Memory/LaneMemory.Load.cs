using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static unsafe partial class LaneMemory
{
    /// <summary>Lane i reads <c>source[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Load<S, F, I>(PinnedSpan<float> source, int index)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, source.Length);
        return S.Load(source.Pointer + index);
    }

    /// <summary>Lane i reads <c>source[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Load<S, F, I>(PinnedSpan<float> source, int index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (AllInside(index, source.Length)) return S.AsFloat(S.And(S.AsInt(S.Load(source.Pointer + index)), mask));

        RequireInside<S, F, I>(From<S, F, I>(index), source.Length, mask);
        return S.LoadMasked(source.Pointer + index, mask);
    }

    /// <summary>Lane i reads <c>source[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<int> source, int index)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, source.Length);
        return S.Load(source.Pointer + index);
    }

    /// <summary>Lane i reads <c>source[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<int> source, int index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (AllInside(index, source.Length)) return S.And(S.Load(source.Pointer + index), mask);

        RequireInside<S, F, I>(From<S, F, I>(index), source.Length, mask);
        return S.LoadMasked(source.Pointer + index, mask);
    }

    /// <summary>Lane i reads <c>source[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Load<S, F, I, D>(PinnedSpan<double> source, int index)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        RequireAllInside<S, F, I>(index, source.Length);
        return S.Load(source.Pointer + index);
    }

    /// <summary>Lane i reads <c>source[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Load<S, F, I, D>(PinnedSpan<double> source, int index, I mask)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        if (AllInside(index, source.Length)) return S.Select(mask, S.Load(source.Pointer + index), S.Broadcast(0.0));

        RequireInside<S, F, I>(From<S, F, I>(index), source.Length, mask);
        return S.LoadMasked(source.Pointer + index, mask);
    }

    /// <summary>Lane i reads <c>source[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<byte> source, int index)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, source.Length);
        return S.LoadBytes(source.Pointer + index);
    }

    /// <summary>Lane i reads <c>source[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<byte> source, int index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (AllInside(index, source.Length)) return S.And(S.LoadBytes(source.Pointer + index), mask);

        RequireInside<S, F, I>(From<S, F, I>(index), source.Length, mask);
        return S.LoadBytesMasked(source.Pointer + index, mask);
    }

    /// <summary>Lane i reads <c>source[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<sbyte> source, int index)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, source.Length);
        return S.LoadSignedBytes(source.Pointer + index);
    }

    /// <summary>Lane i reads <c>source[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<sbyte> source, int index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (AllInside(index, source.Length)) return S.And(S.LoadSignedBytes(source.Pointer + index), mask);

        RequireInside<S, F, I>(From<S, F, I>(index), source.Length, mask);
        return S.LoadSignedBytesMasked(source.Pointer + index, mask);
    }

    /// <summary>Lane i reads <c>source[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<short> source, int index)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, source.Length);
        return S.LoadShorts(source.Pointer + index);
    }

    /// <summary>Lane i reads <c>source[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<short> source, int index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (AllInside(index, source.Length)) return S.And(S.LoadShorts(source.Pointer + index), mask);

        RequireInside<S, F, I>(From<S, F, I>(index), source.Length, mask);
        return S.LoadShortsMasked(source.Pointer + index, mask);
    }

    /// <summary>Lane i reads <c>source[index + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<ushort> source, int index)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireAllInside<S, F, I>(index, source.Length);
        return S.LoadUnsignedShorts(source.Pointer + index);
    }

    /// <summary>Lane i reads <c>source[index + i]</c> where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<S, F, I>(PinnedSpan<ushort> source, int index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (AllInside(index, source.Length)) return S.And(S.LoadUnsignedShorts(source.Pointer + index), mask);

        RequireInside<S, F, I>(From<S, F, I>(index), source.Length, mask);
        return S.LoadUnsignedShortsMasked(source.Pointer + index, mask);
    }
}
