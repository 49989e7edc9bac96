using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>
/// Surfaces of many small mirrors, the distribution of Trowbridge and Reitz ("Average irregularity representation of a rough surface for ray reflection", 1975), known as GGX
/// (Walter et al., "Microfacet models for refraction through rough surfaces", 2007). Directions stand on the surface: the normal is (0, 0, 1).
/// </summary>
internal static class Microfacets
{
    private const float Pi = 3.14159265358979f;

    /// <summary>How many of the mirrors face a direction, for each unit of solid angle. By the tangent's parts, which do not cancel where the surface is almost smooth.</summary>
    /// <param name="half">The direction, of length 1.</param>
    /// <param name="alpha">How steep the mirrors are.</param>
    public static float Distribution(in Vec3 half, float alpha)
    {
        float x = half.X / alpha, y = half.Y / alpha;
        var sum = x * x + y * y + half.Z * half.Z;
        return 1 / (Pi * alpha * alpha * sum * sum);
    }

    /// <summary>Smith's Λ: how much of the mirrors is hidden from a direction, for each part that is seen.</summary>
    /// <param name="direction">The direction, of length 1, above the surface.</param>
    /// <param name="alpha">How steep the mirrors are.</param>
    public static float Hidden(in Vec3 direction, float alpha)
    {
        var tangent = (direction.X * direction.X + direction.Y * direction.Y) / (direction.Z * direction.Z);
        return 0.5f * (MathF.Sqrt(1 + alpha * alpha * tangent) - 1);
    }

    /// <summary>The normal of a mirror, as likely as it is seen (Heitz, "Sampling the GGX distribution of visible normals", 2018).</summary>
    /// <param name="seen">From where, of length 1, above the surface.</param>
    /// <param name="alpha">How steep the mirrors are.</param>
    /// <param name="x">A point of the unit disc.</param>
    /// <param name="y">A point of the unit disc.</param>
    public static Vec3 Choose(in Vec3 seen, float alpha, float x, float y)
    {
        // Stretched, the surface is half a sphere; what is seen of it is a disc of which the lower part is cut off.
        var stretched = Vec3.Normalize(new Vec3(seen.X * alpha, seen.Y * alpha, seen.Z));
        var level = stretched.X * stretched.X + stretched.Y * stretched.Y;
        var inverse = 1 / MathF.Sqrt(MathF.Max(level, 1e-20f));
        var first = level > 1e-14f ? new Vec3(-stretched.Y * inverse, stretched.X * inverse, 0) : new Vec3(1, 0, 0);
        var second = Vec3.Cross(stretched, first);
        var part = 0.5f * (1 + stretched.Z);
        var cut = (1 - part) * MathF.Sqrt(MathF.Max(0, 1 - x * x)) + part * y;
        var normal = first * x + second * cut + stretched * MathF.Sqrt(MathF.Max(0, 1 - x * x - cut * cut));
        return Vec3.Normalize(new Vec3(normal.X * alpha, normal.Y * alpha, MathF.Max(normal.Z, 1e-6f)));
    }

    /// <summary>1 - cos to the fifth power: how far a reflection is from its least to all (Schlick, "An inexpensive BRDF model for physically-based rendering", 1994).</summary>
    /// <param name="cosine">Of the angle between the light and a mirror's normal.</param>
    public static float Slope(float cosine)
    {
        var slope = MathF.Min(MathF.Max(1 - cosine, 0), 1);
        var square = slope * slope;
        return square * square * slope;
    }
}
