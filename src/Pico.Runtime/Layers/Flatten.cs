namespace Pico.Layers;

/// <summary>All dimensions behind the first as one.</summary>
[Layer]
public sealed partial class Flatten
{
    /// <summary>Makes rows of images.</summary>
    /// <param name="x">[batch, channels, height, width].</param>
    /// <returns>[batch, channels·height·width].</returns>
    public Tensor Forward([Shape("batch channels height width")] Tensor x) => x.Flatten(1, 3);
}
