using System.Runtime.CompilerServices;

namespace Pico.Simd;

/// <summary>The two ways between sixteen lanes and sixteen <see cref="BFloat16"/>, as 32-bit integers whose upper half is zero.</summary>
internal static class BFloat16Lanes<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    /// <summary>The floats of sixteen patterns of bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Widen(I bits) => S.AsFloat(S.ShiftLeft(bits, 16));

    /// <summary>The patterns in the lower halves: rounded to the nearest, ties to even; NaN is made quiet, so that it stays one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Round(F value)
    {
        var bits = S.AsInt(value);
        var odd = S.And(S.ShiftRightUnsigned(bits, 16), S.Broadcast(1));
        var rounded = S.Add(bits, S.Add(odd, S.Broadcast(0x7FFF)));
        var quiet = S.Or(bits, S.Broadcast(1 << 22));
        return S.ShiftRightUnsigned(S.Select(S.Equal(value, value), rounded, quiet), 16);
    }
}
