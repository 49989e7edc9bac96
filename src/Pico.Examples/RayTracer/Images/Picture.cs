namespace Pico.Examples.RayTracer.Images;

/// <summary>A picture of light: red, green and blue of each pixel, row by row from above, in linear units.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Light">Three floats for each pixel.</param>
public sealed record Picture(int Width, int Height, float[] Light);
