using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    private const int SqrtHalfBits = 0x3F3504F3, MantissaBits = 0x7FFFFF;

    /// <summary>Natural logarithm. Error at most 0.9 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Log<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var f = Mantissa<S, F, I>(x, out var e);
        var tail = S.FusedMultiplyAdd(e, S.Broadcast(Ln2Low), LogTail<S, F, I>(f));
        return LogSpecialCases<S, F, I>(x, S.FusedMultiplyAdd(e, S.Broadcast(Ln2High), S.Add(f, tail)));
    }

    /// <summary>Logarithm to base 2. Error at most 1.1 ulp; exact for powers of two.</summary>
    public static F Log2<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var f = Mantissa<S, F, I>(x, out var e);
        var tail = S.FusedMultiplyAdd(f, S.Broadcast(1.92596303e-08f), S.Multiply(LogTail<S, F, I>(f), S.Broadcast(Log2E)));
        return LogSpecialCases<S, F, I>(x, S.Add(e, S.FusedMultiplyAdd(f, S.Broadcast(Log2E), tail)));
    }

    /// <summary>Logarithm to base 10. Error at most 1.1 ulp.</summary>
    public static F Log10<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        const float log10EHigh = 0.434294492f, log10ELow = -1.010305e-08f;
        const float log10Of2High = 0.30103001f, log10Of2Low = -1.43209888e-08f;
        var f = Mantissa<S, F, I>(x, out var e);
        var tail = S.FusedMultiplyAdd(f, S.Broadcast(log10ELow), S.Multiply(LogTail<S, F, I>(f), S.Broadcast(log10EHigh)));
        tail = S.FusedMultiplyAdd(e, S.Broadcast(log10Of2Low), tail);
        return LogSpecialCases<S, F, I>(x, S.FusedMultiplyAdd(e, S.Broadcast(log10Of2High), S.FusedMultiplyAdd(f, S.Broadcast(log10EHigh), tail)));
    }

    /// <summary>ln(1 + x) without cancellation near zero. Error at most 1.5 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F LogP1<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // 1 + x = 2^e (1 + f): the exponent comes from the rounded sum, f from x itself with one rounding
        var sum = S.Add(x, S.Broadcast(1f));
        var bits = S.Subtract(S.AsInt(sum), S.Broadcast(SqrtHalfBits));
        var e = S.ToFloat(S.ShiftRight(bits, 23));
        var scale = S.ScaleByPowerOfTwo(S.Broadcast(1f), S.Negate(e));
        var f = S.FusedMultiplyAdd(x, scale, S.Subtract(scale, S.Broadcast(1f)));
        var tail = S.FusedMultiplyAdd(e, S.Broadcast(Ln2Low), LogTail<S, F, I>(f));
        var result = S.FusedMultiplyAdd(e, S.Broadcast(Ln2High), S.Add(f, tail));
        return S.Select(S.Equal(x, S.Broadcast(0f)), x, LogSpecialCases<S, F, I>(sum, result));
    }

    // x = 2^e (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2); returns f. Denormals are scaled up first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Mantissa<S, F, I>(F x, out F e)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var denormal = S.LessThan(x, S.Broadcast(1.17549435e-38f));
        var scaled = S.Select(denormal, S.Multiply(x, S.Broadcast(8388608f)), x);
        var bits = S.Subtract(S.AsInt(scaled), S.Broadcast(SqrtHalfBits));
        e = S.ToFloat(S.Add(S.ShiftRight(bits, 23), S.And(denormal, S.Broadcast(-23))));
        var mantissa = S.Add(S.And(bits, S.Broadcast(MantissaBits)), S.Broadcast(SqrtHalfBits));
        return S.Subtract(S.AsFloat(mantissa), S.Broadcast(1f));
    }

    // ln(1 + f) - f, to 2^-27 of the logarithm
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F LogTail<S, F, I>(F f)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var p = S.Broadcast(-0.0764098614f);
        p = S.FusedMultiplyAdd(p, f, S.Broadcast(0.127667338f));
        p = S.FusedMultiplyAdd(p, f, S.Broadcast(-0.131599829f));
        p = S.FusedMultiplyAdd(p, f, S.Broadcast(0.142010182f));
        p = S.FusedMultiplyAdd(p, f, S.Broadcast(-0.166233197f));
        p = S.FusedMultiplyAdd(p, f, S.Broadcast(0.200012594f));
        p = S.FusedMultiplyAdd(p, f, S.Broadcast(-0.250008225f));
        p = S.FusedMultiplyAdd(p, f, S.Broadcast(0.333333313f));
        return S.Multiply(S.Multiply(f, f), S.FusedMultiplyAdd(p, f, S.Broadcast(-0.5f)));
    }

    // Infinity and NaN pass, zero gives -infinity, negative numbers NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F LogSpecialCases<S, F, I>(F x, F result)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        result = S.Select(S.LessThan(x, S.Broadcast(float.PositiveInfinity)), result, x);
        result = S.Select(S.Equal(x, S.Broadcast(0f)), S.Broadcast(float.NegativeInfinity), result);
        return S.Select(S.LessThan(x, S.Broadcast(0f)), S.Broadcast(float.NaN), result);
    }
}
