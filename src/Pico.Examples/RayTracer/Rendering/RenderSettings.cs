namespace Pico.Examples.RayTracer.Rendering;

/// <summary>How a picture is made.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Samples">Paths for each pixel.</param>
/// <param name="Seed">What all random numbers follow from.</param>
public sealed record RenderSettings(int Width, int Height, int Samples, int Seed)
{
    /// <summary>Whether rays go to lamps; else light is found by chance only.</summary>
    public bool AsksLamps { get; init; } = true;
}
