using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>The first rays of paths, through a thin lens (Cook, Porter and Carpenter, "Distributed ray tracing", 1984).</summary>
public static partial class CameraRays
{
    /// <summary>Begins a path.</summary>
    /// <param name="x">The column of its pixel.</param>
    /// <param name="y">The row.</param>
    /// <param name="sample">Which of the paths of this pixel it is.</param>
    /// <param name="view">The camera.</param>
    /// <param name="origin">Where the ray begins.</param>
    /// <param name="direction">Where it goes, of length 1.</param>
    /// <param name="time">When.</param>
    /// <param name="first">One half of the key of the path's random numbers.</param>
    /// <param name="second">The other half.</param>
    /// <param name="counter">How many of them are used.</param>
    [Kernel]
    public static void Begin(
        int x, int y, int sample, [Uniform] in CameraView view, out Vec3 origin, out Vec3 direction, out float time, out uint first, out uint second, out uint counter)
    {
        first = PathRandom.Mix((uint)(y * view.Width + x) ^ PathRandom.Mix(view.Seed));
        second = PathRandom.Mix((uint)sample + 0x85ebca6bu);
        var random = new PathRandom(first, second, 0);
        float across = x + random.Next(), down = y + random.Next();
        float lensX, lensY;
        random.Disc(out lensX, out lensY);
        var start = view.LensX * lensX + view.LensY * lensY;
        origin = view.Origin + start;
        direction = Vec3.Normalize(view.Corner + view.Across * across + view.Down * down - start);
        time = random.Next();
        counter = random.Counter;
    }
}
