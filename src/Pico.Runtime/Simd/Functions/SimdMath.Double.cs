using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    private const double RoundingShift = 6755399441055744.0; // 1.5 * 2^52: adding it drops the fraction

    /// <summary>|magnitude| with the sign bit of <paramref name="sign"/>. Exact.</summary>
    public static D CopySign<S, F, I, D>(D magnitude, D sign)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
        => WithSignOf<S, F, I, D>(S.Abs(magnitude), sign);

    /// <summary>1 for positive numbers, -1 for negative ones, +0 for both zeros, NaN for NaN. Exact.</summary>
    public static D Sign<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var sign = S.Select(S.Equal(x, S.Broadcast(0.0)), S.Broadcast(0.0), WithSignOf<S, F, I, D>(S.Broadcast(1.0), x));
        return S.Select(S.Equal(x, x), sign, x);
    }

    // The nearest integer to a * b, for products below 2^51.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D NearestInteger<S, F, I, D>(D a, double b)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
        => S.Subtract(S.FusedMultiplyAdd(a, S.Broadcast(b), S.Broadcast(RoundingShift)), S.Broadcast(RoundingShift));

    // The sign bit of x on a result that is not negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D WithSignOf<S, F, I, D>(D result, D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
        => S.Or(result, S.And(x, S.Broadcast(-0.0)));
}
