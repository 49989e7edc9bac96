namespace Pico.Layers;

/// <summary>Repeats every pixel: torch's Upsample with mode 'nearest' and a whole factor.</summary>
/// <param name="scaleFactor">How often, in each direction.</param>
[Layer]
public sealed partial class Upsample(int scaleFactor)
{
    /// <summary>Makes images larger.</summary>
    /// <param name="x">[batch, channels, height, width].</param>
    /// <returns>[batch, channels, scaleFactor·height, scaleFactor·width].</returns>
    public Tensor Forward([Shape("batch channels height width")] Tensor x)
    {
        var (batch, channels, height, width) = (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]);
        var repeated = x.Reshape(batch, channels, height, 1, width, 1).Expand(batch, channels, height, scaleFactor, width, scaleFactor);
        return repeated.Reshape(batch, channels, height * scaleFactor, width * scaleFactor);
    }
}
