namespace Pico.Layers;

/// <summary>Applies <see cref="Functional.Relu(float)"/> to every element.</summary>
[Layer]
public sealed partial class Relu
{
    /// <summary>Applies the layer.</summary>
    /// <param name="x">A tensor of any shape, float32.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Forward(Tensor x) => x.Map(Functional.Relu);
}
