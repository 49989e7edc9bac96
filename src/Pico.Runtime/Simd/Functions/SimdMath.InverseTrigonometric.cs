using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    private const float PiHigh = 3.14159274f, PiLow = -8.74227766e-08f;

    /// <summary>Arc sine in radians; NaN outside [-1, 1]. Error at most 1.9 ulp.</summary>
    public static F Asin<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // above 1/2: asin a = pi/2 - 2 asin sqrt((1 - a) / 2)
        var a = S.Abs(x);
        var outer = S.LessThan(S.Broadcast(0.5f), a);
        var z = S.Select(outer, S.FusedMultiplyAdd(a, S.Broadcast(-0.5f), S.Broadcast(0.5f)), S.Multiply(a, a));
        var s = S.Select(outer, S.Sqrt(z), a);
        var angle = AsinKernel<S, F, I>(s, z);
        var complement = S.Add(S.FusedMultiplyAdd(angle, S.Broadcast(-2f), S.Broadcast(HalfPi1)), S.Broadcast(HalfPi2));
        return WithSignOf<S, F, I>(S.Select(outer, complement, angle), x);
    }

    /// <summary>Arc cosine in radians; NaN outside [-1, 1]. Error at most 1.3 ulp.</summary>
    public static F Acos<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var a = S.Abs(x);
        var outer = S.LessThan(S.Broadcast(0.5f), a);
        var z = S.Select(outer, S.FusedMultiplyAdd(a, S.Broadcast(-0.5f), S.Broadcast(0.5f)), S.Multiply(a, a));
        var s = S.Select(outer, S.Sqrt(z), a);
        var angle = AsinKernel<S, F, I>(s, z);
        var twice = S.Add(angle, angle);
        var negative = S.LessThan(x, S.Broadcast(0f));
        var near = S.Select(negative, S.Add(S.Subtract(S.Broadcast(PiHigh), twice), S.Broadcast(PiLow)), twice);
        var signed = S.Select(negative, S.Negate(angle), angle);
        var middle = S.Subtract(S.Broadcast(HalfPi1), S.Subtract(signed, S.Broadcast(HalfPi2)));
        return S.Select(outer, near, middle);
    }

    /// <summary>Arc tangent in radians. Error at most 1.4 ulp.</summary>
    public static F Atan<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        // above 1: atan a = pi/2 - atan 1/a
        var a = S.Abs(x);
        var outer = S.LessThan(S.Broadcast(1f), a);
        var t = S.Select(outer, S.Divide(S.Broadcast(1f), a), a);
        var angle = AtanKernel<S, F, I>(t);
        var complement = S.Add(S.Subtract(S.Broadcast(HalfPi1), angle), S.Broadcast(HalfPi2));
        return WithSignOf<S, F, I>(S.Select(outer, complement, angle), x);
    }

    /// <summary>The angle of the point (x, y) in radians, from -pi to pi. Error at most 1.5 ulp.</summary>
    public static F Atan2<S, F, I>(F y, F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        F a = S.Abs(x), b = S.Abs(y);
        var steep = S.LessThan(a, b);
        F numerator = S.Select(steep, a, b), denominator = S.Select(steep, b, a);
        var t = S.Divide(numerator, denominator);
        t = S.Select(S.Equal(numerator, denominator), S.Broadcast(1f), t);     // infinite both
        t = S.Select(S.Equal(numerator, S.Broadcast(0f)), S.Broadcast(0f), t);           // zero both
        var angle = AtanKernel<S, F, I>(t);
        angle = S.Select(steep, S.Add(S.Subtract(S.Broadcast(HalfPi1), angle), S.Broadcast(HalfPi2)), angle);
        var left = S.LessThan(S.AsInt(x), S.Broadcast(0)); // the sign bit: -0 lies on the left as well
        angle = S.Select(left, S.Add(S.Subtract(S.Broadcast(PiHigh), angle), S.Broadcast(PiLow)), angle);
        var ordered = S.And(S.Equal(x, x), S.Equal(y, y));
        return S.Select(ordered, WithSignOf<S, F, I>(angle, y), S.Add(x, y));
    }

    // asin s for 0 <= s <= 1/2, z = s^2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F AsinKernel<S, F, I>(F s, F z)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var p = S.Broadcast(0.0375522114f);
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.0143938279f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.0318256691f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.0445140488f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.0750052184f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.166666597f));
        return S.FusedMultiplyAdd(S.Multiply(s, z), p, s);
    }

    // atan t for 0 <= t <= 1
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F AtanKernel<S, F, I>(F t)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var z = S.Multiply(t, t);
        var p = S.Broadcast(-0.00178566924f);
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.0108777732f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.031108005f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.0578877032f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.0839948058f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.109509028f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.142640173f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.199985296f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.333332986f));
        return S.FusedMultiplyAdd(S.Multiply(t, z), p, t);
    }
}
