using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class ArgReduction
{
    /// <summary>
    /// Takes every lane's float <paramref name="value"/> where it is the largest so far. NaN counts as the largest.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMax<S, F, I>(ref F best, ref I place, F value, I index)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var take = S.Or(S.AndNot(S.Equal(best, best), S.LessThanOrEqual(value, best)), IsEmpty<S, F, I>(place));
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The same for the lanes of a mask; the others keep what they have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMax<S, F, I>(ref F best, ref I place, F value, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var take = S.And(S.Or(S.AndNot(S.Equal(best, best), S.LessThanOrEqual(value, best)), IsEmpty<S, F, I>(place)), mask);
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The least index of the largest value over the lanes, or -1 if no lane took any.</summary>
    public static int FinishMax<S, F, I>(F best, I place, out float value)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var filled = S.Not(IsEmpty<S, F, I>(place));
        value = S.Max(S.Select(filled, best, S.Broadcast(float.NegativeInfinity)));
        var winners = float.IsNaN(value) ? S.NotEqual(best, best) : S.Equal(best, S.Broadcast(value));
        return First<S, F, I>(place, S.And(winners, filled));
    }

    /// <summary>Takes every lane's int <paramref name="value"/> where it is the largest so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMax<S, F, I>(ref I best, ref I place, I value, I index)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var take = S.Or(S.LessThan(best, value), IsEmpty<S, F, I>(place));
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The same for the lanes of a mask; the others keep what they have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMax<S, F, I>(ref I best, ref I place, I value, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var take = S.And(S.Or(S.LessThan(best, value), IsEmpty<S, F, I>(place)), mask);
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The least index of the largest value over the lanes, or -1 if no lane took any.</summary>
    public static int FinishMax<S, F, I>(I best, I place, out int value)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var filled = S.Not(IsEmpty<S, F, I>(place));
        value = S.Max(S.Select(filled, best, S.Broadcast(int.MinValue)));
        return First<S, F, I>(place, S.And(S.Equal(best, S.Broadcast(value)), filled));
    }

    /// <summary>Takes every lane's uint <paramref name="value"/> where it is the largest so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMaxUnsigned<S, F, I>(ref I best, ref I place, I value, I index)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var take = S.Or(S.LessThanUnsigned(best, value), IsEmpty<S, F, I>(place));
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The same for the lanes of a mask; the others keep what they have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMaxUnsigned<S, F, I>(ref I best, ref I place, I value, I index, I mask)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var take = S.And(S.Or(S.LessThanUnsigned(best, value), IsEmpty<S, F, I>(place)), mask);
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The least index of the largest value over the lanes, or -1 if no lane took any.</summary>
    public static int FinishMaxUnsigned<S, F, I>(I best, I place, out uint value)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var filled = S.Not(IsEmpty<S, F, I>(place));
        value = S.MaxUnsigned(S.Select(filled, best, S.Broadcast(0)));
        return First<S, F, I>(place, S.And(S.Equal(best, S.Broadcast(unchecked((int)value))), filled));
    }

    /// <summary>
    /// Takes every lane's double <paramref name="value"/> where it is the largest so far. NaN counts as the largest.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMax<S, F, I, D>(ref D best, ref I place, D value, I index)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var take = S.Or(S.AndNot(S.Equal(best, best), S.LessThanOrEqual(value, best)), IsEmpty<S, F, I>(place));
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The same for the lanes of a mask; the others keep what they have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateMax<S, F, I, D>(ref D best, ref I place, D value, I index, I mask)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var take = S.And(S.Or(S.AndNot(S.Equal(best, best), S.LessThanOrEqual(value, best)), IsEmpty<S, F, I>(place)), mask);
        best = S.Select(take, value, best);
        place = S.Select(take, index, place);
    }

    /// <summary>The least index of the largest value over the lanes, or -1 if no lane took any.</summary>
    public static int FinishMax<S, F, I, D>(D best, I place, out double value)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var filled = S.Not(IsEmpty<S, F, I>(place));
        value = S.Max(S.Select(filled, best, S.Broadcast(double.NegativeInfinity)));
        var winners = double.IsNaN(value) ? S.NotEqual(best, best) : S.Equal(best, S.Broadcast(value));
        return First<S, F, I>(place, S.And(winners, filled));
    }
}
