using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Tracing;

#pragma warning disable PICO4002 // three floats of the target a pixel, beside all that its spheres cost

namespace Pico.Examples.RayTracer.Fitting;

/// <summary>
/// Spheres seen by a pinhole camera in such a way that the picture changes smoothly when they move. A sphere covers a pixel as the sigmoid of the distance to its rim, in pixels
/// (Liu, Li, Chen and Li, "Soft Rasterizer", ICCV 2019); from front to back each hides what is behind it by as much as it covers. Surfaces reflect light evenly, from the sky and from one
/// lamp, as the path tracer's do, but nothing casts shadows.
/// </summary>
/// <remarks>
/// A sphere is three floats of <c>centres</c> and of <c>colours</c>, and one of <c>radii</c>. <c>order</c> says which is in front: for spheres that do not touch, that of their power,
/// |c - o|² - r² as seen from o, is right for all pixels (Edelsbrunner, "An acyclicity theorem for cell complexes in d dimensions", 1990).
/// </remarks>
public static partial class SoftSpheres
{
    // Of the square of a radius. Nearer to its rim a sphere is taken as flat: there its depth has no slope.
    private const float Rim = 0.01f;
    private const float Nearest = 0.05f;

    /// <summary>The light that a pixel sees.</summary>
    /// <param name="x">Its column.</param>
    /// <param name="y">Its row.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="sky">The light from beyond.</param>
    /// <param name="lamp">The lamp.</param>
    /// <param name="edge">How wide rims are, in pixels: 0.25 is as sharp as a mean over the pixel.</param>
    /// <param name="centres">Where the spheres are.</param>
    /// <param name="colours">What part of red, green and blue they reflect.</param>
    /// <param name="radii">How large they are.</param>
    /// <param name="order">Their numbers, the foremost first.</param>
    /// <param name="light">The light.</param>
    [Kernel(Parallel = true)]
    public static void Draw(
        int x, int y, [Uniform] in CameraView camera, [Uniform] in SkyView sky, [Uniform] in LampView lamp, [Uniform] float edge,
        ReadOnlySpan<float> centres, ReadOnlySpan<float> colours, ReadOnlySpan<float> radii, ReadOnlySpan<int> order, out Vec3 light) =>
        light = See(x, y, camera, sky, lamp, edge, centres, colours, radii, order);

    /// <summary>How far the light of pixels is from that of a picture: the sum of squares over red, green and blue.</summary>
    /// <param name="x">The column of a pixel.</param>
    /// <param name="y">Its row.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="sky">The light from beyond.</param>
    /// <param name="lamp">The lamp.</param>
    /// <param name="edge">How wide rims are, in pixels.</param>
    /// <param name="centres">Where the spheres are.</param>
    /// <param name="colours">What part of red, green and blue they reflect.</param>
    /// <param name="radii">How large they are: no picture tells a large sphere from a near one, so that they must be known.</param>
    /// <param name="order">Their numbers, the foremost first.</param>
    /// <param name="target">The picture, three floats for each pixel, row by row.</param>
    [Kernel(Parallel = true, Reduce = Reduction.Sum), Differentiable]
    public static float SquaredError(
        int x, int y, [Uniform] in CameraView camera, [Uniform] in SkyView sky, [Uniform] in LampView lamp, [Uniform] float edge,
        ReadOnlySpan<float> centres, ReadOnlySpan<float> colours, [Uniform] ReadOnlySpan<float> radii, ReadOnlySpan<int> order, [Uniform] ReadOnlySpan<float> target)
    {
        var pixel = y * camera.Width + x;
        if (pixel < 0 || pixel >= target.Length / 3) return 0;
        var difference = See(x, y, camera, sky, lamp, edge, centres, colours, radii, order) - Three(target, pixel);
        return difference.LengthSquared;
    }

    private static Vec3 See(
        int x, int y, in CameraView camera, in SkyView sky, in LampView lamp, float edge,
        ReadOnlySpan<float> centres, ReadOnlySpan<float> colours, ReadOnlySpan<float> radii, ReadOnlySpan<int> order)
    {
        var way = camera.Corner + camera.Across * (x + 0.5f) + camera.Down * (y + 0.5f);
        var far = 1 / MathF.Sqrt(way.LengthSquared);
        var direction = way * far;
        var pixel = MathF.Sqrt(camera.Across.LengthSquared) * far; // the width of a pixel at distance 1
        var light = new Vec3(0, 0, 0);
        var left = 1f;
        for (var place = 0; place < order.Length; place++)
        {
            var sphere = order[place];
            if (sphere < 0 || sphere >= radii.Length || sphere >= centres.Length / 3 || sphere >= colours.Length / 3) continue; // made-up memory
            var centre = Three(centres, sphere);
            var radius = radii[sphere];
            var from = centre - camera.Origin;
            var depth = MathF.Max(Vec3.Dot(from, direction), Nearest);
            var beside = MathF.Max(from.LengthSquared - depth * depth, 1e-8f); // from the centre to the ray, squared
            var inside = (radius - MathF.Sqrt(beside)) / (depth * pixel);
            var covered = left * (0.5f + 0.5f * MathF.Tanh(inside / (2 * edge))); // the sigmoid
            var square = radius * radius;
            var point = camera.Origin + direction * (depth - MathF.Sqrt(MathF.Max(square - beside, Rim * square)));
            light += Three(colours, sphere) * Arriving(point, Vec3.Normalize(point - centre), sky, lamp) * covered;
            left -= covered;
        }

        return light + Beyond(0.5f * (direction.Y + 1), sky) * left;
    }

    /// <summary>What a white surface reflects of the sky and the lamp.</summary>
    private static Vec3 Arriving(in Vec3 point, in Vec3 normal, in SkyView sky, in LampView lamp)
    {
        // Of a sky that changes with the height, weighted by the cosine: the height that the normal points to, two thirds as far from the middle.
        var way = lamp.Centre - point;
        var square = way.LengthSquared;
        var facing = MathF.Max(0, Vec3.Dot(normal, way)) / (square * MathF.Sqrt(square));
        return Beyond(0.5f + normal.Y / 3, sky) + lamp.Power * facing;
    }

    private static Vec3 Beyond(float height, in SkyView sky) => sky.Below * (1 - height) + sky.Above * height;

    private static Vec3 Three(ReadOnlySpan<float> from, int number) => new(from[3 * number], from[3 * number + 1], from[3 * number + 2]);
}
