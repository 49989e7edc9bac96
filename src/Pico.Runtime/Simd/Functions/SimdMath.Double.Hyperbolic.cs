using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    /// <summary>Hyperbolic tangent. Error at most 2.3 ulp.</summary>
    public static D Tanh<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        // with m = e^(2|x|) - 1: tanh |x| = m / (m + 2), free of cancellation
        var a = S.Abs(x);
        var m = ExpM1Positive<S, F, I, D>(S.Add(a, a), out _, out _);
        var result = S.Divide(m, S.Add(m, S.Broadcast(2.0)));
        result = S.Select(S.LessThan(S.Broadcast(20.0), a), S.Broadcast(1.0), result);
        return WithSignOf<S, F, I, D>(result, x);
    }

    /// <summary>Hyperbolic sine. Error at most 2.0 ulp.</summary>
    public static D Sinh<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        // with m = e^|x| - 1: sinh |x| = (m + m / (m + 1)) / 2; from 20 on the second exponential is below rounding
        var a = S.Abs(x);
        var m = ExpM1Positive<S, F, I, D>(a, out var q, out var n);
        var small = S.Multiply(S.Broadcast(0.5), S.Add(m, S.Divide(m, S.Add(m, S.Broadcast(1.0)))));
        var large = S.ScaleByPowerOfTwo(S.Add(q, S.Broadcast(1.0)), S.Subtract(n, S.Broadcast(1.0)));
        var result = S.Select(S.LessThan(S.Broadcast(20.0), a), large, small);
        result = S.Select(S.LessThan(a, S.Broadcast(1e-9)), a, result);
        result = S.Select(S.LessThan(S.Broadcast(711.0), a), S.Broadcast(double.PositiveInfinity), result);
        return WithSignOf<S, F, I, D>(result, x);
    }

    /// <summary>Hyperbolic cosine. Error at most 1.5 ulp.</summary>
    public static D Cosh<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var a = S.Abs(x);
        var n = NearestInteger<S, F, I, D>(a, Log2EDouble);
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2HighDouble), a);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2LowDouble), r);
        // h = e^|x| / 2 overflows exactly where the cosine does
        var h = S.ScaleByPowerOfTwo(ExpOfRemainder<S, F, I, D>(r), S.Subtract(n, S.Broadcast(1.0)));
        var result = S.Add(h, S.Divide(S.Broadcast(0.25), h));
        return S.Select(S.LessThan(S.Broadcast(711.0), a), S.Broadcast(double.PositiveInfinity), result);
    }

    // e^a - 1 for a >= 0, with a = n ln 2 + r and q = e^r - 1
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D ExpM1Positive<S, F, I, D>(D a, out D q, out D n)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        n = NearestInteger<S, F, I, D>(a, Log2EDouble);
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2HighDouble), a);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2LowDouble), r);
        q = ExpM1OfRemainder<S, F, I, D>(r);
        var scale = S.ScaleByPowerOfTwo(S.Broadcast(1.0), n);
        return S.FusedMultiplyAdd(scale, q, S.Subtract(scale, S.Broadcast(1.0)));
    }
}
