namespace Pico.Layers;

/// <summary>x·Φ(x) with the normal distribution function Φ (Hendrycks and Gimpel 2016, arXiv:1606.08415).</summary>
/// <param name="tanh">Whether Φ is approximated by tanh, as in GPT-2; otherwise it is exact (erf).</param>
[Layer]
public sealed partial class Gelu(bool tanh = false)
{
    /// <summary>Applies it to every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward(Tensor x) => tanh ? x.Map(Functional.GeluTanh) : x.Map(Functional.Gelu);
}
