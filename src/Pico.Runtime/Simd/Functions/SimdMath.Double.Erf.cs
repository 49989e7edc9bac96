namespace Pico.Simd;

public static partial class SimdMath
{
    /// <summary>The error function. Error at most 1.0 ulp.</summary>
    public static D Erf<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
    {
        var a = S.Abs(x);
        var z = S.Multiply(x, x);
        var p = S.Broadcast(-4.219008416279559e-12);
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(8.70134466871595e-11));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-1.2162362479556169e-09));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(1.4792035963429702e-08));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-1.63646029947819e-07));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(1.6462042606260764e-06));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-1.4925647426588146e-05));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.0001205533289809261));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.0008548327021825408));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.005223977625421695));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.0268661706451297));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.11283791670955119));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(-0.37612638903183754));
        p = S.FusedMultiplyAdd(p, z, S.Broadcast(0.1283791670955126));
        var small = S.FusedMultiplyAdd(a, p, a);

        // from 1 on: erf = 1 - e^-h, h = -ln erfc, a polynomial in t - 1; at 6 it has become 1
        var t = S.Select(S.LessThan(S.Broadcast(6.0), a), S.Broadcast(6.0), a);
        var u = S.Subtract(t, S.Broadcast(1.0));
        var h = S.Broadcast(-2.255203791797547e-14);
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(7.973611295661503e-13));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(-1.3284633407090491e-11));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(1.3890808639539792e-10));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(-1.0222084375098059e-09));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(5.599087273522403e-09));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(-2.3268914874605845e-08));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(7.11135528333517e-08));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(-1.3047714291540671e-07));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(-9.964991745257224e-08));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(2.016646005288797e-06));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(-9.576388711502184e-06));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(2.7140804829675403e-05));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(-2.6270313132258154e-05));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(-0.0002373247126949605));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(0.0019779030205604566));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(-0.010033825434102913));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(0.041561098046503334));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(0.8431072563584863));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(2.6389675142347913));
        h = S.FusedMultiplyAdd(h, u, S.Broadcast(1.8496055099332482));
        var n = NearestInteger<S, F, I, D>(h, -Log2EDouble);
        var r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2HighDouble), S.Negate(h));
        r = S.FusedMultiplyAdd(n, S.Broadcast(-Ln2LowDouble), r);
        var large = S.Subtract(S.Broadcast(1.0), S.ScaleByPowerOfTwo(ExpOfRemainder<S, F, I, D>(r), n));

        return WithSignOf<S, F, I, D>(S.Select(S.LessThan(a, S.Broadcast(1.0)), small, large), x);
    }
}
