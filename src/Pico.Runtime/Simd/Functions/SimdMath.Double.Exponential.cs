using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    private const double Log2EDouble = 1.4426950408889634, Ln2HighDouble = 0.6931471805599453, Ln2LowDouble = 2.3190468138462996e-17;

    /// <summary>e^x. Error at most 1.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Exp<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        // x = n ln 2 + r, |r| <= ln 2 / 2; e^x = 2^n e^r
        var n = NearestInteger<S, F, I, D>(x, Log2EDouble);
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2HighDouble), x);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2LowDouble), r);
        var result = S.ScaleByPowerOfTwo(ExpOfRemainder<S, F, I, D>(r), n);
        result = S.Select(S.LessThan(S.Broadcast(709.8), x), S.Broadcast(double.PositiveInfinity), result);
        return S.Select(S.LessThan(x, S.Broadcast(-745.2)), S.Broadcast(0.0), result);
    }

    /// <summary>2^x. Error at most 1.1 ulp; exact where x is an integer.</summary>
    public static D Exp2<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var n = S.Round(x);
        var r = S.Multiply(S.Subtract(x, n), S.Broadcast(Ln2HighDouble));
        var result = S.ScaleByPowerOfTwo(ExpOfRemainder<S, F, I, D>(r), n);
        result = S.Select(S.LessThanOrEqual(S.Broadcast(1024.0), x), S.Broadcast(double.PositiveInfinity), result);
        return S.Select(S.LessThan(x, S.Broadcast(-1076.0)), S.Broadcast(0.0), result);
    }

    /// <summary>e^x - 1 without cancellation near zero. Error at most 1.8 ulp.</summary>
    public static D ExpM1<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        // e^x - 1 = 2^n (e^r - 1) + (2^n - 1), formed at half its size because 2^1024 overflows where e^x does not yet
        var n = NearestInteger<S, F, I, D>(x, Log2EDouble);
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2HighDouble), x);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2LowDouble), r);
        var half = S.ScaleByPowerOfTwo(S.Broadcast(0.5), n);
        var result = S.FusedMultiplyAdd(half, ExpM1OfRemainder<S, F, I, D>(r), S.Subtract(half, S.Broadcast(0.5)));
        result = S.Add(result, result);
        result = S.Select(S.LessThan(S.Abs(x), S.Broadcast(1e-10)), S.FusedMultiplyAdd(S.Multiply(x, S.Broadcast(0.5)), x, x), result);
        result = S.Select(S.LessThan(S.Broadcast(709.8), x), S.Broadcast(double.PositiveInfinity), result);
        return S.Select(S.LessThan(x, S.Broadcast(-38.0)), S.Broadcast(-1.0), result);
    }

    // e^r for |r| <= 0.347, to 2^-60
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D ExpOfRemainder<S, F, I, D>(D r)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var p = S.Broadcast(2.0826579676225065e-09);
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(2.51121738031481e-08));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(2.755758275293709e-07));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(2.755723447510301e-06));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(2.4801586924543734e-05));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.00019841269896763821));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.0013888888889117337));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.008333333333316885));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.04166666666666609));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.16666666666666682));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.5));
        return S.Add(S.FusedMultiplyAdd(S.Multiply(r, r), p, r), S.Broadcast(1.0));
    }

    // e^r - 1 for |r| <= 0.347, to a relative 2^-59
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D ExpM1OfRemainder<S, F, I, D>(D r)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var p = S.Broadcast(1.6120389548522156e-10);
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(2.092272804161727e-09));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(2.505196660777629e-08));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(2.755724839213241e-07));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(2.755731936376791e-06));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(2.4801587353974324e-05));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.00019841269841207036));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.0013888888888870055));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.008333333333333345));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.0416666666666667));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.16666666666666666));
        p = S.FusedMultiplyAdd(p, r, S.Broadcast(0.5));
        return S.FusedMultiplyAdd(S.Multiply(r, r), p, r);
    }
}
