using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

public static partial class SimdMath
{
    // ln 2 in two parts: n * Ln2High is subtracted exactly, Ln2Low adds the next 24 bits.
    private const float Log2E = 1.44269502f, Ln2High = 0.693147182f, Ln2Low = -1.90465421e-09f;

    // Added to a number below 2^18 it drops what lies below a sixteenth; the last four bits of the sum are the sixteenths.
    private const float Sixteenths = 786432f;

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
        // x = n ln 2 + r with n in sixteenths, |r| <= ln 2 / 32; e^x = 2^⌊n⌋ times a power of 2^(1/16) times e^r. It rounds to 0 at -104; NaN passes.
        x = S.Greater(S.Broadcast(-104f), x);
        var sum = S.FusedMultiplyAdd(x, S.Broadcast(Log2E), S.Broadcast(Sixteenths));
        var n = S.Subtract(sum, S.Broadcast(Sixteenths));
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2High), x);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2Low), r);
        var power = S.Lookup(Vector512.Create(
            1f, 1.0442737f, 1.0905077f, 1.1387886f, 1.1892071f, 1.2418578f, 1.2968396f, 1.3542556f,
            1.4142135f, 1.4768262f, 1.5422108f, 1.6104903f, 1.6817929f, 1.7562522f, 1.8340081f, 1.9152066f), S.AsInt(sum));

        // e^r - 1 to 2^-29; the power is multiplied by it alone, so that no more than two roundings count
        var q = S.FusedMultiplyAdd(S.Broadcast(0.16667052f), r, S.Broadcast(0.5000162f));
        q = S.FusedMultiplyAdd(q, S.Multiply(r, r), r);
        return S.ScaleByPowerOfTwo(S.FusedMultiplyAdd(power, q, power), n);
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
