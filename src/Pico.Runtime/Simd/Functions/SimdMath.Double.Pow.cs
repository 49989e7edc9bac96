using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    /// <summary>x^y with all special cases of IEEE 754 pow. Error at most 1.8 ulp.</summary>
    public static D Pow<S, F, I, D>(D x, D y)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var a = S.Abs(x);
        D zero = S.Broadcast(0.0), one = S.Broadcast(1.0), infinity = S.Broadcast(double.PositiveInfinity);
        var high = Log2InTwoParts<S, F, I, D>(a, out var low);
        high = S.Select(S.Equal(a, zero), S.Broadcast(double.NegativeInfinity), high);
        high = S.Select(S.Equal(a, infinity), infinity, high);

        // y log2 |x| = product + rest = n + r
        var product = S.Multiply(y, high);
        var rest = S.FusedMultiplyAdd(y, low, S.FusedMultiplyAdd(y, high, S.Negate(product)));
        var n = S.Round(product);
        var r = S.Add(S.Subtract(product, n), rest);
        var result = S.ScaleByPowerOfTwo(ExpOfRemainder<S, F, I, D>(S.Multiply(r, S.Broadcast(Ln2HighDouble))), n);
        result = S.Select(S.LessThan(S.Broadcast(1025.0), product), infinity, result);
        result = S.Select(S.LessThan(product, S.Broadcast(-1077.0)), zero, result);

        // a negative base: odd exponents give the sign, fractional ones NaN (only for finite nonzero bases)
        var half = S.Multiply(y, S.Broadcast(0.5));
        var integral = S.Equal(S.Truncate(y), y);
        var odd = S.And(integral, S.NotEqual(S.Truncate(half), half));
        result = S.Select(odd, WithSignOf<S, F, I, D>(result, x), result);
        var undefined = S.And(S.And(S.LessThan(x, zero), S.LessThan(a, infinity)), S.Not(integral));
        result = S.Select(undefined, S.Broadcast(double.NaN), result);

        var ordered = S.And(S.Equal(x, x), S.Equal(y, y));
        result = S.Select(ordered, result, S.Add(x, y));
        var unit = S.Or(S.Equal(x, one), S.And(S.Equal(a, one), S.Equal(S.Abs(y), infinity)));
        return S.Select(S.Or(unit, S.Equal(y, zero)), one, result);
    }

    /// <summary>Cube root. Error at most 0.6 ulp.</summary>
    public static D Cbrt<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        // |x| = 8^k m, 1 <= m < 8; the float function starts, one step of Halley with the exact residual finishes
        var magnitude = S.Abs(x);
        var denormal = S.LessThan(magnitude, S.Broadcast(2.2250738585072014e-308));
        var scaled = S.Select(denormal, S.Multiply(magnitude, S.Broadcast(18014398509481984.0)), magnitude);
        var e = S.Exponent(scaled);
        var k = S.Floor(S.Multiply(S.Add(e, S.Broadcast(0.5)), S.Broadcast(1.0 / 3.0)));
        var bits = S.And(scaled, S.Broadcast(BitConverter.Int64BitsToDouble(0x000FFFFFFFFFFFFF)));
        var m = S.ScaleByPowerOfTwo(S.Or(bits, S.Broadcast(1.0)), S.FusedMultiplyAdd(k, S.Broadcast(-3.0), e));
        var y = S.ToDouble(Cbrt<S, F, I>(S.ToFloat(m)));
        var square = S.Multiply(y, y);
        var residual = S.FusedMultiplyAdd(square, y, S.Negate(m));
        var denominator = S.FusedMultiplyAdd(S.Broadcast(3.0), m, S.Add(residual, residual));
        y = S.FusedMultiplyAdd(S.Negate(y), S.Divide(residual, denominator), y);
        k = S.Select(denormal, S.Subtract(k, S.Broadcast(18.0)), k);
        y = S.ScaleByPowerOfTwo(y, k);
        var passes = S.And(S.NotEqual(x, S.Broadcast(0.0)), S.LessThan(magnitude, S.Broadcast(double.PositiveInfinity)));
        return S.Select(passes, WithSignOf<S, F, I, D>(y, x), x);
    }

    // log2 a = high + low with a relative error of about 2^-66, through the inverse hyperbolic tangent of s = (m-1)/(m+1)
    // Kept apart: inlined, the eight vectors a value has at 128 bits would exceed the JIT's limit of locals for inlining.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static D Log2InTwoParts<S, F, I, D>(D a, out D low)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        const double twoLog2EHigh = 2.8853900817779268, twoLog2ELow = 4.0710547481862066e-17;
        const double twoThirdsLog2EHigh = 0.9617966939259756, twoThirdsLog2ELow = 5.0577616648125907e-17;
        var one = S.Broadcast(1.0);
        var f = Mantissa<S, F, I, D>(a, out var e);
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
        var q = S.Broadcast(0.17319013179956458);
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.16840490352386536));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.1924037302133492));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.2219522041015929));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.2623081996991448));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.3205988979035242));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.41219858311138835));
        q = S.FusedMultiplyAdd(q, z, S.Broadcast(0.577078016355585));
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
