namespace Pico.Layers;

/// <summary>The mean of every plane: torch's AdaptiveAvgPool2d with an output of one by one.</summary>
[Layer]
public sealed partial class AdaptiveAvgPool2d
{
    /// <summary>Averages every plane.</summary>
    /// <param name="x">[batch, channels, height, width].</param>
    /// <returns>[batch, channels, 1, 1].</returns>
    public Tensor Forward([Shape("batch channels height width")] Tensor x) => x.Flatten(2, 3).Mean(-1).Reshape(x.Shape[0], x.Shape[1], 1, 1);
}
