using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    private const double PiHighDouble = 3.141592653589793, PiLowDouble = 1.2246467991473532e-16;

    /// <summary>Arc sine in radians; NaN outside [-1, 1]. Error at most 2.1 ulp.</summary>
    public static D Asin<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        // above 1/2: asin a = pi/2 - 2 asin sqrt((1 - a) / 2)
        var a = S.Abs(x);
        var outer = S.LessThan(S.Broadcast(0.5), a);
        var z = S.Select(outer, S.FusedMultiplyAdd(a, S.Broadcast(-0.5), S.Broadcast(0.5)), S.Multiply(a, a));
        var s = S.Select(outer, S.Sqrt(z), a);
        var angle = AsinKernel<S, F, I, D>(s, z);
        var complement = S.Add(S.FusedMultiplyAdd(angle, S.Broadcast(-2.0), S.Broadcast(HalfPi1Double)), S.Broadcast(HalfPi2Double));
        return WithSignOf<S, F, I, D>(S.Select(outer, complement, angle), x);
    }

    /// <summary>Arc cosine in radians; NaN outside [-1, 1]. Error at most 1.3 ulp.</summary>
    public static D Acos<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var a = S.Abs(x);
        var outer = S.LessThan(S.Broadcast(0.5), a);
        var z = S.Select(outer, S.FusedMultiplyAdd(a, S.Broadcast(-0.5), S.Broadcast(0.5)), S.Multiply(a, a));
        var s = S.Select(outer, S.Sqrt(z), a);
        var angle = AsinKernel<S, F, I, D>(s, z);
        var twice = S.Add(angle, angle);
        var negative = S.LessThan(x, S.Broadcast(0.0));
        var near = S.Select(negative, S.Add(S.Subtract(S.Broadcast(PiHighDouble), twice), S.Broadcast(PiLowDouble)), twice);
        var signed = S.Select(negative, S.Negate(angle), angle);
        var middle = S.Subtract(S.Broadcast(HalfPi1Double), S.Subtract(signed, S.Broadcast(HalfPi2Double)));
        return S.Select(outer, near, middle);
    }

    /// <summary>Arc tangent in radians. Error at most 1.9 ulp.</summary>
    public static D Atan<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        // above 1: atan a = pi/2 - atan 1/a
        D a = S.Abs(x), one = S.Broadcast(1.0);
        var outer = S.LessThan(one, a);
        var angle = AtanOfQuotient<S, F, I, D>(S.Select(outer, one, a), S.Select(outer, a, one));
        var complement = S.Add(S.Subtract(S.Broadcast(HalfPi1Double), angle), S.Broadcast(HalfPi2Double));
        return WithSignOf<S, F, I, D>(S.Select(outer, complement, angle), x);
    }

    /// <summary>The angle of the point (x, y) in radians, from -pi to pi. Error at most 1.8 ulp.</summary>
    public static D Atan2<S, F, I, D>(D y, D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        D a = S.Abs(x), b = S.Abs(y), one = S.Broadcast(1.0);
        var steep = S.LessThan(a, b);
        D numerator = S.Select(steep, a, b), denominator = S.Select(steep, b, a);
        var huge = S.LessThan(S.Broadcast(1e300), denominator); // their sum must not overflow
        numerator = S.Select(huge, S.Multiply(numerator, S.Broadcast(0.0625)), numerator);
        denominator = S.Select(huge, S.Multiply(denominator, S.Broadcast(0.0625)), denominator);
        var equal = S.Equal(numerator, denominator);  // infinite both, among others
        numerator = S.Select(equal, one, numerator);
        denominator = S.Select(equal, one, denominator);
        var angle = AtanOfQuotient<S, F, I, D>(numerator, denominator);
        angle = S.Select(S.Equal(b, S.Broadcast(0.0)), S.Broadcast(0.0), angle); // zero both
        angle = S.Select(steep, S.Add(S.Subtract(S.Broadcast(HalfPi1Double), angle), S.Broadcast(HalfPi2Double)), angle);
        var left = S.LessThan(WithSignOf<S, F, I, D>(one, x), S.Broadcast(0.0)); // the sign bit: -0 lies on the left as well
        angle = S.Select(left, S.Add(S.Subtract(S.Broadcast(PiHighDouble), angle), S.Broadcast(PiLowDouble)), angle);
        var ordered = S.And(S.Equal(x, x), S.Equal(y, y));
        return S.Select(ordered, WithSignOf<S, F, I, D>(angle, y), S.Add(x, y));
    }

    // asin s for 0 <= s <= 1/2, z = s^2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D AsinKernel<S, F, I, D>(D s, D z)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var p = S.Broadcast(0.03367082770491904);
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.02619531075285707));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.0248610915878534));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.0006666624727156472));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.010014313669472903));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.00948301110770673));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.011585832500202014));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.013961887220684017));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.01735294440700624));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.02237215164207864));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.03038194464347874));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.04464285713970962));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.07500000000002513));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.1666666666666666));
        return S.FusedMultiplyAdd(S.Multiply(s, z), p, s);
    }

    // atan(numerator / denominator) for quotients from 0 to 1; above tan(pi/8) as pi/4 + atan((n - d) / (n + d))
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D AtanOfQuotient<S, F, I, D>(D numerator, D denominator)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var upper = S.LessThan(S.Multiply(denominator, S.Broadcast(0.41421356237309503)), numerator);
        var t = S.Divide(
            S.Select(upper, S.Subtract(numerator, denominator), numerator),
            S.Select(upper, S.Add(numerator, denominator), denominator));
        var z = S.Multiply(t, t);
        var p = S.Broadcast(0.015126239507148328);
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.033406030964432634));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.04500582965022372));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.05217667358314386));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.05876906003839884));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.066662147843274));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.07692281936672384));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.09090908107623365));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.11111111087137883));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.14285714285371018));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.1999999999999753));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.33333333333333326));
        var angle = S.FusedMultiplyAdd(S.Multiply(t, z), p, t);
        var sum = S.Add(S.Add(angle, S.Broadcast(HalfPi2Double * 0.5)), S.Broadcast(HalfPi1Double * 0.5));
        return S.Select(upper, sum, angle);
    }
}
