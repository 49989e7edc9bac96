using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static unsafe partial class LaneMemory
{
    /// <summary>Lane i reads <c>source[index[i]]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Gather<S, F, I>(PinnedSpan<float> source, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, source.Length, mask);
        return S.Gather(source.Pointer, index, mask);
    }

    /// <summary>Lane i reads <c>source[index[i]]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Gather<S, F, I>(PinnedSpan<int> source, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, source.Length, mask);
        return S.Gather(source.Pointer, index, mask);
    }

    /// <summary>Lane i reads <c>source[index[i]]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Gather<S, F, I, D>(PinnedSpan<double> source, I index, I mask)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        RequireInside<S, F, I>(index, source.Length, mask);
        return S.Gather(source.Pointer, index, mask);
    }

    /// <summary>Lane i reads <c>source[index[i]]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Gather<S, F, I>(PinnedSpan<byte> source, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, source.Length, mask);
        return S.And(GatherByte<S, F, I>(source.Pointer, source.Length, index, mask), S.Broadcast(0xFF));
    }

    /// <summary>Lane i reads <c>source[index[i]]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Gather<S, F, I>(PinnedSpan<sbyte> source, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, source.Length, mask);
        return S.ShiftRight(S.ShiftLeft(GatherByte<S, F, I>((byte*)source.Pointer, source.Length, index, mask), 24), 24);
    }

    /// <summary>Lane i reads <c>source[index[i]]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Gather<S, F, I>(PinnedSpan<short> source, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, source.Length, mask);
        return S.ShiftRight(S.ShiftLeft(GatherShort<S, F, I>(source.Pointer, source.Length, index, mask), 16), 16);
    }

    /// <summary>Lane i reads <c>source[index[i]]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Gather<S, F, I>(PinnedSpan<ushort> source, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        RequireInside<S, F, I>(index, source.Length, mask);
        return S.And(GatherShort<S, F, I>((short*)source.Pointer, source.Length, index, mask), S.Broadcast(0xFFFF));
    }

    // A gather reads 32 bits. They begin at the byte, or as far before it as the end of the span demands; what lies above the
    // byte is left to the caller. A span of less than 32 bits is one word for all lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static I GatherByte<S, F, I>(byte* source, int length, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (length < sizeof(int))
        {
            var word = (length > 0 ? source[0] : 0) | (length > 1 ? source[1] << 8 : 0) | (length > 2 ? source[2] << 16 : 0);
            return S.ShiftRightUnsigned(S.And(S.Broadcast(word), mask), S.ShiftLeft(index, 3));
        }

        var start = S.MinUnsigned(index, S.Broadcast(length - sizeof(int)));
        var bits = S.GatherUnaligned(source, start, mask);
        return S.ShiftRightUnsigned(bits, S.ShiftLeft(S.Subtract(index, start), 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static I GatherShort<S, F, I>(short* source, int length, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (length < 2) return S.And(S.Broadcast(length > 0 ? source[0] : 0), mask);

        var start = S.MinUnsigned(index, S.Broadcast(length - 2));
        var bits = S.GatherUnaligned(source, start, mask);
        return S.ShiftRightUnsigned(bits, S.ShiftLeft(S.Subtract(index, start), 4));
    }
}
