namespace Pico.Simd;

public static partial class SimdMath
{
    /// <summary>The normal distribution function Φ(x), by the error function; the density serves derivatives alone.</summary>
    public static D NormalDistribution<S, F, I, D>(D x, D density)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
        => S.FusedMultiplyAdd(S.Broadcast(0.5), Erf<S, F, I, D>(S.Multiply(x, S.Broadcast(0.70710678118654752))), S.Broadcast(0.5));
}
