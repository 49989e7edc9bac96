using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    /// <summary>x^y with all special cases of IEEE 754 pow. Error at most 1 ulp.</summary>
    public static F Pow<S, F, I>(F x, F y)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var a = S.Abs(x);
        F zero = S.Broadcast(0f), one = S.Broadcast(1f), infinity = S.Broadcast(float.PositiveInfinity);
        var high = Log2InTwoParts<S, F, I>(a, out var low);
        high = S.Select(S.Equal(a, zero), S.Broadcast(float.NegativeInfinity), high);
        high = S.Select(S.Equal(a, infinity), infinity, high);

        // y log2 |x| = product + rest = n + r
        var product = S.Multiply(y, high);
        var rest = S.FusedMultiplyAdd(y, low, S.FusedMultiplyAdd(y, high, S.Negate(product)));
        var n = S.Round(product);
        var r = S.Add(S.Subtract(product, n), rest);
        var result = S.ScaleByPowerOfTwo(Exp2OfRemainder<S, F, I>(r), n);
        result = S.Select(S.LessThan(S.Broadcast(129f), product), infinity, result);
        result = S.Select(S.LessThan(product, S.Broadcast(-152f)), zero, result);

        // a negative base: odd exponents give the sign, fractional ones NaN (only for finite nonzero bases)
        var half = S.Multiply(y, S.Broadcast(0.5f));
        var integral = S.Equal(S.Truncate(y), y);
        var odd = S.And(integral, S.NotEqual(S.Truncate(half), half));
        var sign = S.And(S.And(S.AsInt(x), odd), S.Broadcast(int.MinValue));
        result = S.AsFloat(S.Or(S.AsInt(result), sign));
        var undefined = S.And(S.And(S.LessThan(x, zero), S.LessThan(a, infinity)), S.Not(integral));
        result = S.Select(undefined, S.Broadcast(float.NaN), result);

        var ordered = S.And(S.Equal(x, x), S.Equal(y, y));
        result = S.Select(ordered, result, S.Add(x, y));
        var unit = S.Or(S.Equal(x, one), S.And(S.Equal(a, one), S.Equal(S.Abs(y), infinity)));
        return S.Select(S.Or(unit, S.Equal(y, zero)), one, result);
    }

    /// <summary>Cube root. Error at most 0.8 ulp.</summary>
    public static F Cbrt<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // 2^24 up or down keeps the cubes below in range
        var magnitude = S.Abs(x);
        var tiny = S.LessThan(magnitude, S.Broadcast(1.17549435e-38f));
        var huge = S.LessThan(S.Broadcast(1e36f), magnitude);
        var a = S.Multiply(magnitude, S.Select(tiny, S.Broadcast(16777216f), S.Select(huge, S.Broadcast(5.9604645e-08f), S.Broadcast(1f))));
        // a third of the bits is a third of the exponent: within 4 %
        var bits = S.MultiplyHighUnsigned(S.AsInt(a), S.Broadcast(0x55555556));
        var y = S.AsFloat(S.Add(bits, S.Broadcast(709958130)));
        // Halley: within 2^-15
        var cube = S.Multiply(S.Multiply(y, y), y);
        y = S.Multiply(y, S.Divide(S.FusedMultiplyAdd(S.Broadcast(2f), a, cube), S.FusedMultiplyAdd(S.Broadcast(2f), cube, a)));
        // Newton with the exact residual y^3 - a
        var square = S.Multiply(y, y);
        var residual = S.FusedMultiplyAdd(S.FusedMultiplyAdd(y, y, S.Negate(square)), y, S.FusedMultiplyAdd(square, y, S.Negate(a)));
        y = S.Subtract(y, S.Divide(residual, S.Multiply(S.Broadcast(3f), square)));
        y = S.Multiply(y, S.Select(tiny, S.Broadcast(0.00390625f), S.Select(huge, S.Broadcast(256f), S.Broadcast(1f))));
        var passes = S.And(S.NotEqual(x, S.Broadcast(0f)), S.LessThan(magnitude, S.Broadcast(float.PositiveInfinity)));
        return S.Select(passes, WithSignOf<S, F, I>(y, x), x);
    }

    // log2 a = high + low with a relative error of about 2^-32, through the inverse hyperbolic tangent of s = (m-1)/(m+1)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Log2InTwoParts<S, F, I>(F a, out F low)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        const float twoLog2EHigh = 2.88539004f, twoLog2ELow = 3.85192607e-08f;
        const float twoThirdsLog2EHigh = 0.961796701f, twoThirdsLog2ELow = -7.02846181e-09f;
        var one = S.Broadcast(1f);
        var f = Mantissa<S, F, I>(a, out var e);
        var m = S.Add(f, one);
        var denominator = S.Add(m, one);
        var denominatorLow = S.Subtract(m, S.Subtract(denominator, one));
        var inverse = S.Divide(one, denominator);
        var s = S.Multiply(f, inverse);
        var residual = S.FusedMultiplyAdd(S.Negate(s), denominatorLow, S.FusedMultiplyAdd(S.Negate(s), denominator, f));
        var sLow = S.Multiply(residual, inverse);

        // log2 m = s (L + 2/3 log2(e) s^2 + s^4 Q(s^2)); the first two terms in two parts each
        var z = S.Multiply(s, s);
        var zLow = S.FusedMultiplyAdd(s, S.Add(sLow, sLow), S.FusedMultiplyAdd(s, s, S.Negate(z)));
        var q = S.Broadcast(0.338115335f);
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.411837697f));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.577080309f));
        var cubic = S.Multiply(z, S.Broadcast(twoThirdsLog2EHigh));
        var cubicLow = S.FusedMultiplyAdd(z, S.Broadcast(twoThirdsLog2EHigh), S.Negate(cubic));
        cubicLow = S.FusedMultiplyAdd(zLow, S.Broadcast(twoThirdsLog2EHigh), S.FusedMultiplyAdd(z, S.Broadcast(twoThirdsLog2ELow), cubicLow));
        cubicLow = S.FusedMultiplyAdd(S.Multiply(z, z), q, cubicLow);
        var factor = S.Add(S.Broadcast(twoLog2EHigh), cubic);
        var factorLow = S.Add(S.Subtract(cubic, S.Subtract(factor, S.Broadcast(twoLog2EHigh))), S.Add(cubicLow, S.Broadcast(twoLog2ELow)));
        var lead = S.Multiply(s, factor);
        var tail = S.FusedMultiplyAdd(s, factor, S.Negate(lead));
        tail = S.FusedMultiplyAdd(s, factorLow, S.FusedMultiplyAdd(sLow, factor, tail));
        var sum = S.Add(lead, tail);
        tail = S.Subtract(tail, S.Subtract(sum, lead));
        var high = S.Add(e, sum);
        low = S.Add(S.Add(S.Subtract(e, high), sum), tail);
        return high;
    }
}
