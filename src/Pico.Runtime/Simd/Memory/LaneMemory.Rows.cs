using System.Runtime.CompilerServices;

namespace Pico.Simd;

// Records: what lies side by side at the place of each lane. One load brings four floats, where gathers of single ones would take four.
public static unsafe partial class LaneMemory
{
    private const int Row = 4;

    /// <summary>Lane i reads <c>source[index[i]]</c> and what follows it.</summary>
    /// <param name="source">The memory.</param>
    /// <param name="index">Where the row of each lane begins.</param>
    /// <param name="count">How many of its places are wanted, 1 to 4; the others are anything.</param>
    /// <param name="mask">Which lanes read.</param>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    /// <param name="d">The fourth.</param>
    /// <remarks>A call: written out, it would take much of what the JIT is willing to inline into a kernel.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void GatherRows<S, F, I>(PinnedSpan<float> source, I index, int count, I mask, out F a, out F b, out F c, out F d)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // Near the end of the span, or outside of it, one by one.
        var beyond = S.AndNot(mask, S.LessThanUnsigned(index, S.Broadcast(source.Length - (Row - 1))));
        if (source.Length < Row || S.Any(beyond))
        {
            GatherSingles<S, F, I>(source, index, count, mask, out a, out b, out c, out d);
            return;
        }

        S.GatherRows(source.Pointer, S.And(index, mask), out a, out b, out c, out d);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void GatherSingles<S, F, I>(PinnedSpan<float> source, I index, int count, I mask, out F a, out F b, out F c, out F d)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        a = Gather<S, F, I>(source, index, mask);
        b = count > 1 ? Gather<S, F, I>(source, S.Add(index, S.Broadcast(1)), mask) : a;
        c = count > 2 ? Gather<S, F, I>(source, S.Add(index, S.Broadcast(2)), mask) : a;
        d = count > 3 ? Gather<S, F, I>(source, S.Add(index, S.Broadcast(3)), mask) : a;
    }
}
