using System.Runtime.CompilerServices;

namespace Pico.Simd;

/// <summary>
/// Elementary functions on sixteen lanes, each one algorithm for all widths. They use only correctly rounded operations of
/// <see cref="ISimd{F, I}"/>, so that the result is the same bit for bit at every width, scalar code included.
/// </summary>
/// <remarks>
/// Special values (NaN, infinities, signed zeros, denormals, overflow and underflow) come out as from
/// <see cref="MathF"/> and <see cref="Math"/>. Errors are stated in units in the last place, those of the normal distribution as they are, as measured by the tests: for
/// float against the double function, for double against 200-bit references. The polynomials are minimax fits made for
/// these functions. Exp, ExpM1, Log, LogP1, Tanh, Erf, NormalDistribution and NormalDensity of float are inlined into their callers. The JIT stops inlining
/// when a method has about 512 locals: some twelve such calls at 512 bits, five at 256 and three at 128 (of the normal distribution and its density, which
/// look up six times, four at 256 and one at 128); beyond that the result is the same, but slower.
/// </remarks>
public static partial class SimdMath
{
    /// <summary>|magnitude| with the sign bit of <paramref name="sign"/>. Exact.</summary>
    public static F CopySign<S, F, I>(F magnitude, F sign)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var signBit = S.Broadcast(int.MinValue);
        return S.AsFloat(S.Or(S.AsInt(S.Abs(magnitude)), S.And(S.AsInt(sign), signBit)));
    }

    /// <summary>1 for positive numbers, -1 for negative ones, +0 for both zeros, NaN for NaN. Exact.</summary>
    public static F Sign<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var one = S.Broadcast(1f);
        var sign = S.Select(S.Equal(x, S.Broadcast(0f)), S.Broadcast(0f), CopySign<S, F, I>(one, x));
        return S.Select(S.Equal(x, x), sign, x);
    }

    /// <summary>The nearest number that <see cref="BFloat16"/> has, ties to even: what a store and a load would give.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F RoundToBFloat16<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        => BFloat16Lanes<S, F, I>.Widen(BFloat16Lanes<S, F, I>.Round(x));

    // 2^n for integral n from -126 to 127: adding 1.5 * 2^23 + 127 leaves the biased exponent in the low bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F PowerOfTwo<S, F, I>(F n)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        => S.AsFloat(S.ShiftLeft(S.AsInt(S.Add(n, S.Broadcast(12582912f + 127f))), 23));

    // The nearest integer to a * b, for products below 2^22: adding 1.5 * 2^23 drops the fraction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F NearestInteger<S, F, I>(F a, float b)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        => S.Subtract(S.FusedMultiplyAdd(a, S.Broadcast(b), S.Broadcast(12582912f)), S.Broadcast(12582912f));
}
