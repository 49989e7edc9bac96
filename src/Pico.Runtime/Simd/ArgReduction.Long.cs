using System.Runtime.CompilerServices;

namespace Pico.Simd;

// Integers of 64 bits.
public static partial class ArgReduction
{
    /// <summary>Takes every lane's long <paramref name="value"/> where it is the largest so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMax<S, F, I, D, L>(ref L best, ref I place, L value, I index)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var take = S.Or(S.LessThan(best, value), IsEmpty<S, F, I>(place));
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The same for the lanes of a mask; the others keep what they have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMax<S, F, I, D, L>(ref L best, ref I place, L value, I index, I mask)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var take = S.And(S.Or(S.LessThan(best, value), IsEmpty<S, F, I>(place)), mask);
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The least index of the largest value over the lanes, or -1 if no lane took any.</summary>
    public static int FinishMax<S, F, I, D, L>(L best, I place, out long value)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var filled = S.Not(IsEmpty<S, F, I>(place));
        value = S.Max(S.Select(filled, best, S.Broadcast(long.MinValue)));
        return First<S, F, I>(place, S.And(S.Equal(best, S.Broadcast(value)), filled));
    }

    /// <summary>Takes every lane's ulong <paramref name="value"/> where it is the largest so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMaxUnsigned<S, F, I, D, L>(ref L best, ref I place, L value, I index)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var take = S.Or(S.LessThanUnsigned(best, value), IsEmpty<S, F, I>(place));
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The same for the lanes of a mask; the others keep what they have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMaxUnsigned<S, F, I, D, L>(ref L best, ref I place, L value, I index, I mask)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var take = S.And(S.Or(S.LessThanUnsigned(best, value), IsEmpty<S, F, I>(place)), mask);
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The least index of the largest value over the lanes, or -1 if no lane took any.</summary>
    public static int FinishMaxUnsigned<S, F, I, D, L>(L best, I place, out ulong value)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var filled = S.Not(IsEmpty<S, F, I>(place));
        value = S.MaxUnsigned(S.Select(filled, best, S.Broadcast(0L)));
        return First<S, F, I>(place, S.And(S.Equal(best, S.Broadcast(unchecked((long)value))), filled));
    }

    /// <summary>Takes every lane's long <paramref name="value"/> where it is the smallest so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMin<S, F, I, D, L>(ref L best, ref I place, L value, I index)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var take = S.Or(S.LessThan(value, best), IsEmpty<S, F, I>(place));
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The same for the lanes of a mask; the others keep what they have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMin<S, F, I, D, L>(ref L best, ref I place, L value, I index, I mask)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var take = S.And(S.Or(S.LessThan(value, best), IsEmpty<S, F, I>(place)), mask);
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The least index of the smallest value over the lanes, or -1 if no lane took any.</summary>
    public static int FinishMin<S, F, I, D, L>(L best, I place, out long value)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var filled = S.Not(IsEmpty<S, F, I>(place));
        value = S.Min(S.Select(filled, best, S.Broadcast(long.MaxValue)));
        return First<S, F, I>(place, S.And(S.Equal(best, S.Broadcast(value)), filled));
    }

    /// <summary>Takes every lane's ulong <paramref name="value"/> where it is the smallest so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMinUnsigned<S, F, I, D, L>(ref L best, ref I place, L value, I index)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var take = S.Or(S.LessThanUnsigned(value, best), IsEmpty<S, F, I>(place));
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The same for the lanes of a mask; the others keep what they have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMinUnsigned<S, F, I, D, L>(ref L best, ref I place, L value, I index, I mask)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var take = S.And(S.Or(S.LessThanUnsigned(value, best), IsEmpty<S, F, I>(place)), mask);
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The least index of the smallest value over the lanes, or -1 if no lane took any.</summary>
    public static int FinishMinUnsigned<S, F, I, D, L>(L best, I place, out ulong value)
        where S : struct, ISimd<F, I, D, L>
        where F : struct
        where I : struct
        where D : struct
        where L : struct
    {
        var filled = S.Not(IsEmpty<S, F, I>(place));
        value = S.MinUnsigned(S.Select(filled, best, S.Broadcast(-1L)));
        return First<S, F, I>(place, S.And(S.Equal(best, S.Broadcast(unchecked((long)value))), filled));
    }
}
