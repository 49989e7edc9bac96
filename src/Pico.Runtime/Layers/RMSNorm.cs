using static Pico.Functional;

namespace Pico.Layers;

/// <summary>Divides every row by the root of its mean square, then scales it (Zhang and Sennrich 2019, arXiv:1910.07467).</summary>
/// <param name="width">The size of the last dimension.</param>
/// <param name="eps">Added to the mean square; keeps the division away from zero.</param>
[Layer]
public sealed partial class RMSNorm(int width, float eps = 1e-5f)
{
    [Parameter] readonly Tensor weight = Ones([width]);

    /// <summary>Normalises every row.</summary>
    /// <param name="x">[..., width].</param>
    /// <returns>[..., width].</returns>
    public Tensor Forward([Shape("... width")] Tensor x) => Functional.RMSNorm(x, eps) * weight;
}
