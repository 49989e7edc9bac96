using System.Runtime.CompilerServices;

namespace Pico.Simd;

public static partial class SimdMath
{
    /// <summary>The error function. Error at most 1.1 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Erf<S, F, I>(F x)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var a = S.Abs(x);
        var z = S.Multiply(x, x);
        var p = S.Broadcast(7.99414483e-05f);
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.000804938842f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.00519238831f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.0268557295f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.112836257f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.376126289f));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.128379166f));
        var small = S.FusedMultiplyAdd(a, p, a);

        // from 0.92 on: erf t = 1 - e^-h, h = -ln erfc t = t + t Q(t); at 4 it has become 1
        var t = S.Lesser(S.Broadcast(4f), a);
        var q = S.Broadcast(1.12313373e-05f);
        q = S.FusedMultiplyAdd(q, t, S.Broadcast(-0.000322805397f));
        q = S.FusedMultiplyAdd(q, t, S.Broadcast(0.00364247127f));
        q = S.FusedMultiplyAdd(q, t, S.Broadcast(-0.0237621032f));
        q = S.FusedMultiplyAdd(q, t, S.Broadcast(0.106236942f));
        q = S.FusedMultiplyAdd(q, t, S.Broadcast(0.635151267f));
        q = S.FusedMultiplyAdd(q, t, S.Broadcast(0.128648505f));
        var h = S.FusedMultiplyAdd(t, q, t);
        var n = NearestInteger<S, F, I>(h, -Log2E);
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2High), S.Negate(h));
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2Low), r);
        var large = S.FusedMultiplyAdd(S.Negate(PowerOfTwo<S, F, I>(n)), ExpOfRemainder<S, F, I>(r), S.Broadcast(1f));

        return WithSignOf<S, F, I>(S.Select(S.LessThan(a, S.Broadcast(0.921875f)), small, large), x);
    }
}
