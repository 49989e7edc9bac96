using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>The light that comes from beyond all shapes: a gradient, or a picture all around.</summary>
/// <param name="Below">The gradient's colour straight down.</param>
/// <param name="Above">Its colour straight up; between them it changes with the height.</param>
/// <param name="Picture">Where the picture begins among the <see cref="Pictures"/>.</param>
/// <param name="Width">The pixels of its rows; 0 if there is none.</param>
/// <param name="Height">Its rows: the upper edge is straight up, the lower one straight down.</param>
/// <param name="Turn">By which part of a whole turn it is turned about the vertical; not turned, its middle lies in the direction (0, 0, -1), and (1, 0, 0) to the right of it.</param>
public readonly record struct SkyView(Vec3 Below, Vec3 Above, int Picture, int Width, int Height, float Turn)
{
    /// <summary>A gradient.</summary>
    /// <param name="below">Its colour straight down.</param>
    /// <param name="above">Its colour straight up.</param>
    public static SkyView Gradient(in Vec3 below, in Vec3 above) => new(below, above, 0, 0, 0, 0);
}
