using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    /// <summary>Hyperbolic tangent. Error at most 2.2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Tanh<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // with m = e^(2|x|) - 1: tanh |x| = m / (m + 2), free of cancellation
        var a = S.Abs(x);
        var doubled = S.Add(a, a);
        var n = NearestInteger<S, F, I>(doubled, Log2E);
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2High), doubled);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2Low), r);
        var scale = PowerOfTwo<S, F, I>(n);
        var m = S.FusedMultiplyAdd(scale, ExpM1OfRemainder<S, F, I>(r), S.Subtract(scale, S.Broadcast(1f)));
        var result = S.Divide(m, S.Add(m, S.Broadcast(2f)));
        result = S.Select(S.LessThan(S.Broadcast(9.1f), a), S.Broadcast(1f), result);
        return WithSignOf<S, F, I>(result, x);
    }

    /// <summary>Hyperbolic sine. Error at most 2.1 ulp.</summary>
    public static F Sinh<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // with m = e^|x| - 1: sinh |x| = (m + m / (m + 1)) / 2; from 9 on the second exponential is below rounding
        var a = S.Abs(x);
        var n = NearestInteger<S, F, I>(a, Log2E);
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2High), a);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2Low), r);
        var q = ExpM1OfRemainder<S, F, I>(r);
        var scale = PowerOfTwo<S, F, I>(n);
        var m = S.FusedMultiplyAdd(scale, q, S.Subtract(scale, S.Broadcast(1f)));
        var small = S.Multiply(S.Broadcast(0.5f), S.Add(m, S.Divide(m, S.Add(m, S.Broadcast(1f)))));
        var large = S.ScaleByPowerOfTwo(S.Add(q, S.Broadcast(1f)), S.Subtract(n, S.Broadcast(1f)));
        var result = S.Select(S.LessThan(S.Broadcast(9f), a), large, small);
        result = S.Select(S.LessThan(a, S.Broadcast(0.0001f)), a, result);
        result = S.Select(S.LessThan(S.Broadcast(90f), a), S.Broadcast(float.PositiveInfinity), result);
        return WithSignOf<S, F, I>(result, x);
    }

    /// <summary>Hyperbolic cosine. Error at most 1.5 ulp.</summary>
    public static F Cosh<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var a = S.Abs(x);
        var n = NearestInteger<S, F, I>(a, Log2E);
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2High), a);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2Low), r);
        // h = e^|x| / 2 overflows exactly where the cosine does
        var h = S.ScaleByPowerOfTwo(ExpOfRemainder<S, F, I>(r), S.Subtract(n, S.Broadcast(1f)));
        var result = S.Add(h, S.Divide(S.Broadcast(0.25f), h));
        return S.Select(S.LessThan(S.Broadcast(90f), a), S.Broadcast(float.PositiveInfinity), result);
    }

    // The sign bit of x on a result that is not negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F WithSignOf<S, F, I>(F result, F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        => S.AsFloat(S.Or(S.AsInt(result), S.And(S.AsInt(x), S.Broadcast(int.MinValue))));
}
