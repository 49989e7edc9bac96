using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    /// <summary>Natural logarithm. Error at most 0.9 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Log<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var f = Mantissa<S, F, I, D>(x, out var e);
        var tail = S.FusedMultiplyAdd(e, S.Broadcast(Ln2LowDouble), LogTail<S, F, I, D>(f));
        return LogSpecialCases<S, F, I, D>(x, S.FusedMultiplyAdd(e, S.Broadcast(Ln2HighDouble), S.Add(f, tail)));
    }

    /// <summary>Logarithm to base 2. Error at most 1.0 ulp; exact for powers of two.</summary>
    public static D Log2<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var f = Mantissa<S, F, I, D>(x, out var e);
        var tail = S.FusedMultiplyAdd(f, S.Broadcast(2.0355273740931033e-17), S.Multiply(LogTail<S, F, I, D>(f), S.Broadcast(Log2EDouble)));
        return LogSpecialCases<S, F, I, D>(x, S.Add(e, S.FusedMultiplyAdd(f, S.Broadcast(Log2EDouble), tail)));
    }

    /// <summary>Logarithm to base 10. Error at most 1.0 ulp.</summary>
    public static D Log10<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        const double log10EHigh = 0.4342944819032518, log10ELow = 1.098319650216765e-17;
        const double log10Of2High = 0.3010299956639812, log10Of2Low = -2.8037281277851704e-18;
        var f = Mantissa<S, F, I, D>(x, out var e);
        var tail = S.FusedMultiplyAdd(f, S.Broadcast(log10ELow), S.Multiply(LogTail<S, F, I, D>(f), S.Broadcast(log10EHigh)));
        tail = S.FusedMultiplyAdd(e, S.Broadcast(log10Of2Low), tail);
        return LogSpecialCases<S, F, I, D>(x, S.FusedMultiplyAdd(e, S.Broadcast(log10Of2High), S.FusedMultiplyAdd(f, S.Broadcast(log10EHigh), tail)));
    }

    /// <summary>ln(1 + x) without cancellation near zero. Error at most 1.0 ulp.</summary>
    public static D LogP1<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        // 1 + x = 2^e (1 + f): the exponent comes from the rounded sum, f from x itself with one rounding
        var sum = S.Add(x, S.Broadcast(1.0));
        Mantissa<S, F, I, D>(sum, out var e);
        var scale = S.ScaleByPowerOfTwo(S.Broadcast(1.0), S.Negate(e));
        var f = S.FusedMultiplyAdd(x, scale, S.Subtract(scale, S.Broadcast(1.0)));
        var tail = S.FusedMultiplyAdd(e, S.Broadcast(Ln2LowDouble), LogTail<S, F, I, D>(f));
        var result = S.FusedMultiplyAdd(e, S.Broadcast(Ln2HighDouble), S.Add(f, tail));
        return S.Select(S.Equal(x, S.Broadcast(0.0)), x, LogSpecialCases<S, F, I, D>(sum, result));
    }

    // x = 2^e (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2); returns f. Denormals are scaled up first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Mantissa<S, F, I, D>(D x, out D e)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var denormal = S.LessThan(x, S.Broadcast(2.2250738585072014e-308));
        var scaled = S.Select(denormal, S.Multiply(x, S.Broadcast(18014398509481984.0)), x);
        var exponent = S.Add(S.Exponent(scaled), S.Select(denormal, S.Broadcast(-54.0), S.Broadcast(0.0)));
        var bits = S.And(scaled, S.Broadcast(BitConverter.Int64BitsToDouble(0x000FFFFFFFFFFFFF)));
        var mantissa = S.Or(bits, S.Broadcast(1.0));
        var upper = S.LessThan(S.Broadcast(1.4142135623730951), mantissa);
        e = S.Select(upper, S.Add(exponent, S.Broadcast(1.0)), exponent);
        return S.Subtract(S.Select(upper, S.Multiply(mantissa, S.Broadcast(0.5)), mantissa), S.Broadcast(1.0));
    }

    // ln(1 + f) - f, through the inverse hyperbolic tangent of s = f / (2 + f)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D LogTail<S, F, I, D>(D f)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var s = S.Divide(f, S.Add(f, S.Broadcast(2.0)));
        var z = S.Multiply(s, s);
        var q = S.Broadcast(0.13267125433399918);
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.13248381586403465));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.1538716774076247));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.18181773905673967));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.22222222668777802));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.2857142856894004));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.400000000000067));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.6666666666666666));
        var halfSquare = S.Multiply(S.Multiply(f, f), S.Broadcast(0.5));
        return S.FusedMultiplyAdd(s, S.FusedMultiplyAdd(z, q, halfSquare), S.Negate(halfSquare));
    }

    // Infinity and NaN pass, zero gives -infinity, negative numbers NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D LogSpecialCases<S, F, I, D>(D x, D result)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        result = S.Select(S.LessThan(x, S.Broadcast(double.PositiveInfinity)), result, x);
        result = S.Select(S.Equal(x, S.Broadcast(0.0)), S.Broadcast(double.NegativeInfinity), result);
        return S.Select(S.LessThan(x, S.Broadcast(0.0)), S.Broadcast(double.NaN), result);
    }
}
