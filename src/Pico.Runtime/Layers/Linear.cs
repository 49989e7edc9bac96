using static Pico.Functional;

namespace Pico.Layers;

/// <summary>
/// An affine map of the last dimension, x·weightᵀ + bias. Both start uniformly between ±1/√inFeatures, as torch's do
/// (He et al. 2015, with a = √5).
/// </summary>
/// <param name="inFeatures">The size of the last dimension of the input.</param>
/// <param name="outFeatures">The size of the last dimension of the output.</param>
/// <param name="bias">Whether a bias is added.</param>
[Layer]
public sealed partial class Linear(int inFeatures, int outFeatures, bool bias = true)
{
    [Parameter] readonly Tensor weight = Uniform([outFeatures, inFeatures], 1 / MathF.Sqrt(inFeatures));
    [Parameter] readonly Tensor? bias = bias ? Uniform([outFeatures], 1 / MathF.Sqrt(inFeatures)) : null;

    /// <summary>The matrix, [outFeatures, inFeatures], for another map that shares it.</summary>
    public Tensor Weight => weight;

    /// <summary>Maps every row.</summary>
    /// <param name="x">[..., inFeatures].</param>
    /// <returns>[..., outFeatures].</returns>
    public Tensor Forward([Shape("... inFeatures")] Tensor x)
    {
        var y = x.MatMul(weight.Transpose()); // [..., outFeatures]
        return bias is null ? y : y + bias;
    }
}
