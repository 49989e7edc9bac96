namespace Pico.Layers;

/// <summary>x·σ(x), also called swish (Elfwing et al. 2017, arXiv:1702.03118).</summary>
[Layer]
public sealed partial class Silu
{
    /// <summary>Applies it to every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward(Tensor x) => x.Map(Functional.Silu);
}
