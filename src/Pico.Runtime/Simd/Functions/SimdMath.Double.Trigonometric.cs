using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    // pi/2 in three parts of 53 bits. Up to 1e9 the reduced argument keeps its relative accuracy.
    private const double TwoOverPiDouble = 0.6366197723675814, LargestReducibleDouble = 1e9;
    private const double HalfPi1Double = 1.5707963267948966, HalfPi2Double = 6.123233995736766e-17;
    private const double HalfPi3Double = -1.4973849048591691e-33;

    /// <summary>Sine of radians. Error at most 1.6 ulp; arguments above 1e9 go lane by lane through Math.Sin.</summary>
    public static D Sin<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var r = ReduceByHalfPi<S, F, I, D>(x, out var quadrant);
        var result = SineOrCosine<S, F, I, D>(r, quadrant);
        result = S.Select(S.Equal(x, S.Broadcast(0.0)), x, result);
        var large = S.LessThan(S.Broadcast(LargestReducibleDouble), S.Abs(x));
        return S.Any(large) ? S.Select(large, LaneByLane.Sin<S, F, I, D>(x), result) : result;
    }

    /// <summary>Cosine of radians. Error at most 1.6 ulp; arguments above 1e9 go lane by lane through Math.Cos.</summary>
    public static D Cos<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var r = ReduceByHalfPi<S, F, I, D>(x, out var quadrant);
        var result = SineOrCosine<S, F, I, D>(r, S.Add(quadrant, S.Broadcast(1.0)));
        var large = S.LessThan(S.Broadcast(LargestReducibleDouble), S.Abs(x));
        return S.Any(large) ? S.Select(large, LaneByLane.Cos<S, F, I, D>(x), result) : result;
    }

    /// <summary>Tangent of radians. Error at most 3.3 ulp; arguments above 1e9 go lane by lane through Math.Tan.</summary>
    public static D Tan<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var r = ReduceByHalfPi<S, F, I, D>(x, out var quadrant);
        var z = S.Multiply(r, r);
        D sine = SineOfRemainder<S, F, I, D>(r, z), cosine = CosineOfRemainder<S, F, I, D>(z);
        // in odd quadrants -cos / sin
        var odd = HasBit<S, F, I, D>(quadrant, 1);
        var result = S.Divide(S.Select(odd, S.Negate(cosine), sine), S.Select(odd, sine, cosine));
        result = S.Select(S.Equal(x, S.Broadcast(0.0)), x, result);
        var large = S.LessThan(S.Broadcast(LargestReducibleDouble), S.Abs(x));
        return S.Any(large) ? S.Select(large, LaneByLane.Tan<S, F, I, D>(x), result) : result;
    }

    // x = n pi/2 + r, |r| <= pi/4; the low bits of the quadrant's mantissa are those of n (Cody and Waite, with fused products)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D ReduceByHalfPi<S, F, I, D>(D x, out D quadrant)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        quadrant = S.FusedMultiplyAdd(x, S.Broadcast(TwoOverPiDouble), S.Broadcast(RoundingShift));
        var n = S.Subtract(quadrant, S.Broadcast(RoundingShift));
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-HalfPi1Double), x);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-HalfPi2Double), r);
        return S.FusedMultiplyAdd(n, S.Broadcast(-HalfPi3Double), r);
    }

    // Whether a bit of the mantissa is set: alone it is a denormal number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static I HasBit<S, F, I, D>(D quadrant, long bit)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
        => S.NotEqual(S.And(quadrant, S.Broadcast(BitConverter.Int64BitsToDouble(bit))), S.Broadcast(0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D SineOrCosine<S, F, I, D>(D r, D quadrant)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var z = S.Multiply(r, r);
        var odd = HasBit<S, F, I, D>(quadrant, 1);
        var result = S.Select(odd, CosineOfRemainder<S, F, I, D>(z), SineOfRemainder<S, F, I, D>(r, z));
        return S.Select(HasBit<S, F, I, D>(quadrant, 2), S.Negate(result), result);
    }

    // sin r for |r| <= pi/4, z = r^2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D SineOfRemainder<S, F, I, D>(D r, D z)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var p = S.Broadcast(-7.578263790252257e-13);
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(1.6058357660623796e-10));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-2.5052104839255704e-08));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(2.7557319213903846e-06));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.00019841269841254494));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.008333333333333323));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.16666666666666666));
        return S.FusedMultiplyAdd(S.Multiply(r, z), p, r);
    }

    // cos r for |r| <= pi/4, z = r^2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D CosineOfRemainder<S, F, I, D>(D z)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var p = S.Broadcast(4.7375831991184626e-14);
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-1.1470281129022266e-11));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(2.0876754254331583e-09));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-2.755731921485415e-07));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(2.4801587301570212e-05));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.0013888888888888872));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.041666666666666664));
        return S.FusedMultiplyAdd(S.Multiply(z, z), p, S.FusedMultiplyAdd(z, S.Broadcast(-0.5), S.Broadcast(1.0)));
    }
}
