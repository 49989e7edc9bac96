using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    // ln 2 in two parts: n * Ln2High is subtracted exactly, Ln2Low adds the next 24 bits.
    private const float Log2E = 1.44269502f, Ln2High = 0.693147182f, Ln2Low = -1.90465421e-09f;

    /// <summary>e^x. Error at most 1.1 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Exp<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // infinite at 88.8; NaN passes
        return ExpOfNonPositive<S, F, I>(S.Lesser(S.Broadcast(88.8f), x));
    }

    /// <summary>e^x where x is at most 88.8, as it is where it cannot be above 0: an instruction less than <c>Exp</c>, and the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F ExpOfNonPositive<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // x = n ln 2 + r, |r| <= ln 2 / 2; e^x = 2^n e^r, which rounds to 0 at -104; NaN passes
        x = S.Greater(S.Broadcast(-104f), x);
        var n = NearestInteger<S, F, I>(x, Log2E);
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2High), x);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2Low), r);
        return S.ScaleByPowerOfTwo(ExpOfRemainder<S, F, I>(r), n);
    }

    /// <summary>2^x. Error at most 0.9 ulp; exact where x is an integer.</summary>
    public static F Exp2<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var n = S.Round(x);
        var r = S.Subtract(x, n);
        var result = S.ScaleByPowerOfTwo(Exp2OfRemainder<S, F, I>(r), n);
        result = S.Select(S.LessThanOrEqual(S.Broadcast(128f), x), S.Broadcast(float.PositiveInfinity), result);
        return S.Select(S.LessThan(x, S.Broadcast(-151f)), S.Broadcast(0f), result);
    }

    /// <summary>e^x - 1 without cancellation near zero. Error at most 1.5 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F ExpM1<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // e^x - 1 = 2^n (e^r - 1) + (2^n - 1), formed at half its size because 2^128 overflows where e^x does not yet
        var n = NearestInteger<S, F, I>(x, Log2E);
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2High), x);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2Low), r);
        var half = PowerOfTwo<S, F, I>(S.Subtract(n, S.Broadcast(1f)));
        var result = S.FusedMultiplyAdd(half, ExpM1OfRemainder<S, F, I>(r), S.Subtract(half, S.Broadcast(0.5f)));
        result = S.Add(result, result);
        result = S.Select(S.LessThan(S.Abs(x), S.Broadcast(1e-6f)), S.FusedMultiplyAdd(S.Multiply(x, S.Broadcast(0.5f)), x, x), result);
        result = S.Select(S.LessThan(S.Broadcast(88.8f), x), S.Broadcast(float.PositiveInfinity), result);
        return S.Select(S.LessThan(x, S.Broadcast(-18f)), S.Broadcast(-1f), result);
    }

    // e^r for |r| <= 0.347, to 2^-28
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F ExpOfRemainder<S, F, I>(F r)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var p = S.Broadcast(0.00138326106f);
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.00836919062f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.0416681059f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.166665152f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.49999994f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(1f));
        return S.FusedMultiplyAdd(p, r, S.Broadcast(1f));
    }

    // e^r - 1 for |r| <= 0.347, to a relative 2^-27
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F ExpM1OfRemainder<S, F, I>(F r)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var p = S.Broadcast(0.000196628724f);
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.00139350584f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.0083336439f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.0416664667f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.166666657f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.5f));
        return S.FusedMultiplyAdd(S.Multiply(r, r), p, r);
    }

    // 2^r for |r| <= 0.502, to 2^-27.5
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Exp2OfRemainder<S, F, I>(F r)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var p = S.Broadcast(0.000158224153f);
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.00134177611f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.00961706694f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.0555027276f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.240226552f));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.693147242f));
        return S.FusedMultiplyAdd(p, r, S.Broadcast(1f));
    }
}
