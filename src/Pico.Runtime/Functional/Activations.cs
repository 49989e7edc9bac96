namespace Pico;

public static partial class Functional
{
    /// <summary>max(x, 0); NaN stays NaN. The slope at 0 is 0, as torch has it.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Relu(float x) => x <= 0 ? 0 : x;

    /// <summary>x Φ(x), with the normal distribution function Φ (Hendrycks and Gimpel 2016, arXiv:1606.08415).</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Gelu(float x) => x * PicoMath.NormalDistribution(x);

    /// <summary>The approximation of <see cref="Gelu(float)"/> by tanh, as GPT-2 uses it; within 5e-4 of it.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable, Gradient(nameof(GeluTanhGradient))]
    public static float GeluTanh(float x) => x * Sigmoid(x * GeluTanhSlope(x * x)); // (1 + tanh u) / 2 = σ(2u), at less expense

    // The product rule with the square factored out, for a third of its operations.
    private static float GeluTanhGradient(float x)
    {
        var square = x * x;
        var u = x * GeluTanhSlope(square);
        return MathF.FusedMultiplyAdd(x * SigmoidGradient(u), GeluTanhSlope(3 * square), Sigmoid(u));
    }

    // 2u = x times this, u = √(2/π) (x + 0.044715 x³).
    private static float GeluTanhSlope(float square) => MathF.FusedMultiplyAdd(2 * Sqrt2OverPi * 0.044715f, square, 2 * Sqrt2OverPi);

    /// <summary>x σ(x), also called swish (Elfwing et al. 2017, arXiv:1702.03118).</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Silu(float x) => x * Sigmoid(x);

    /// <summary>1 / (1 + e^-x).</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable, Gradient(nameof(SigmoidGradient))]
    public static float Sigmoid(float x)
    {
        var e = MathF.Exp(-MathF.Abs(x)); // at most 1: it does not overflow
        var s = 1 / (1 + e);
        return x >= 0 ? s : e * s;
    }

    // σ(x) σ(-x), of the same exponential and quotient.
    private static float SigmoidGradient(float x)
    {
        var e = MathF.Exp(-MathF.Abs(x));
        var s = 1 / (1 + e);
        return e * s * s;
    }

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Tanh(float x) => MathF.Tanh(x);

    /// <summary>ln(1 + e^x); x itself above 20, as in torch.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Softplus(float x) => x > 20 ? x : PicoMath.LogP1(MathF.Exp(x));

    /// <summary>e^x.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Exp(float x) => MathF.Exp(x);

    /// <summary>The natural logarithm; NaN below 0.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Log(float x) => MathF.Log(x);

    /// <summary>The square root; NaN below 0.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <summary>1 / √x.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Rsqrt(float x) => 1 / MathF.Sqrt(x);

    /// <summary>|x|. The slope at 0 is 0.</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Abs(float x) => MathF.Abs(x);

    /// <summary>x².</summary>
    /// <param name="x">Any number.</param>
    [Kernel, Differentiable]
    public static float Square(float x) => x * x;

    const float Sqrt2OverPi = 0.797884561f;
}
