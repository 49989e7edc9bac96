namespace Pico.Layers;

/// <summary>The approximation of <see cref="Gelu"/> by tanh, as GPT-2 uses it.</summary>
[Layer]
public sealed partial class GeluTanh
{
    /// <summary>Applies it to every element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward(Tensor x) => x.Map(Functional.GeluTanh);
}
