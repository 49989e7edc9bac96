namespace Pico.Simd;

public static partial class SimdMath
{
    /// <summary>The normal distribution function Φ(x), by the error function.</summary>
    public static D NormalDistribution<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
        => S.FusedMultiplyAdd(S.Broadcast(0.5), Erf<S, F, I, D>(S.Multiply(x, S.Broadcast(0.70710678118654752))), S.Broadcast(0.5));

    /// <summary>The density φ(x) = e^(-x²/2) / √(2π) of the normal distribution, its derivative.</summary>
    public static D NormalDensity<S, F, I, D>(D x)
        where S : struct, ISimd<F, I, D>
        where F : struct
        where I : struct
        where D : struct
        => S.Multiply(S.Broadcast(0.39894228040143268), Exp<S, F, I, D>(S.Multiply(S.Multiply(x, x), S.Broadcast(-0.5))));
}
