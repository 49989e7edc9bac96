using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    // pi/2 in three parts of 24 bits. Up to 1e5 the reduced argument keeps its relative accuracy.
    private const float TwoOverPi = 0.636619747f, LargestReducible = 1e5f;
    private const float HalfPi1 = 1.57079637f, HalfPi2 = -4.37113883e-08f, HalfPi3 = -1.71512451e-15f;

    /// <summary>Sine of radians. Error at most 1.6 ulp; arguments above 1e5 go lane by lane through double.</summary>
    public static F Sin<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var r = ReduceByHalfPi<S, F, I>(x, out var quadrant);
        var result = SineOrCosine<S, F, I>(r, quadrant);
        result = S.Select(S.Equal(x, S.Broadcast(0f)), x, result);
        var large = S.LessThan(S.Broadcast(LargestReducible), S.Abs(x));
        return S.Any(large) ? S.Select(large, LaneByLane.Sin<S, F, I>(x), result) : result;
    }

    /// <summary>Cosine of radians. Error at most 1.6 ulp; arguments above 1e5 go lane by lane through double.</summary>
    public static F Cos<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var r = ReduceByHalfPi<S, F, I>(x, out var quadrant);
        var result = SineOrCosine<S, F, I>(r, S.Add(quadrant, S.Broadcast(1)));
        var large = S.LessThan(S.Broadcast(LargestReducible), S.Abs(x));
        return S.Any(large) ? S.Select(large, LaneByLane.Cos<S, F, I>(x), result) : result;
    }

    /// <summary>Tangent of radians. Error at most 3.5 ulp; arguments above 1e5 go lane by lane through double.</summary>
    public static F Tan<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var r = ReduceByHalfPi<S, F, I>(x, out var quadrant);
        var z = S.Multiply(r, r);
        F sine = SineOfRemainder<S, F, I>(r, z), cosine = CosineOfRemainder<S, F, I>(z);
        // in odd quadrants -cos / sin
        var even = S.Equal(S.And(quadrant, S.Broadcast(1)), S.Broadcast(0));
        var result = S.Divide(S.Select(even, sine, S.Negate(cosine)), S.Select(even, cosine, sine));
        result = S.Select(S.Equal(x, S.Broadcast(0f)), x, result);
        var large = S.LessThan(S.Broadcast(LargestReducible), S.Abs(x));
        return S.Any(large) ? S.Select(large, LaneByLane.Tan<S, F, I>(x), result) : result;
    }

    // x = n pi/2 + r, |r| <= pi/4; the low bits of the quadrant are those of n (Cody and Waite, with fused products)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F ReduceByHalfPi<S, F, I>(F x, out I quadrant)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var shifted = S.FusedMultiplyAdd(x, S.Broadcast(TwoOverPi), S.Broadcast(12582912f));
        quadrant = S.AsInt(shifted);
        var n = S.Subtract(shifted, S.Broadcast(12582912f));
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-HalfPi1), x);
        r = S.FusedMultiplyAdd(n, S.Broadcast(-HalfPi2), r);
        return S.FusedMultiplyAdd(n, S.Broadcast(-HalfPi3), r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F SineOrCosine<S, F, I>(F r, I quadrant)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var z = S.Multiply(r, r);
        var even = S.Equal(S.And(quadrant, S.Broadcast(1)), S.Broadcast(0));
        var result = S.Select(even, SineOfRemainder<S, F, I>(r, z), CosineOfRemainder<S, F, I>(z));
        return S.AsFloat(S.Xor(S.AsInt(result), S.ShiftLeft(S.And(quadrant, S.Broadcast(2)), 30)));
    }

    // sin r for |r| <= pi/4, z = r^2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F SineOfRemainder<S, F, I>(F r, F z)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var p = S.Broadcast(2.83251688e-06f);
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.000198530644f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.0083333794f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.166666672f));
        return S.FusedMultiplyAdd(S.Multiply(r, z), p, r);
    }

    // cos r for |r| <= pi/4, z = r^2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F CosineOfRemainder<S, F, I>(F z)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var p = S.Broadcast(2.44319781e-05f);
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.00138873083f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.0416666456f));
        return S.FusedMultiplyAdd(S.Multiply(z, z), p, S.FusedMultiplyAdd(z, S.Broadcast(-0.5f), S.Broadcast(1f)));
    }
}
