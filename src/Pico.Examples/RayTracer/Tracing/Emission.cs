using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;

#pragma warning disable PICO4002 // every lane looks at a place of its own: that is what tracing rays is

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>The light that a path finds by chance where it meets a lamp or leaves the scene.</summary>
public static partial class Emission
{
    /// <summary>What light a path finds.</summary>
    /// <param name="origin">Where its ray begins.</param>
    /// <param name="direction">Where it goes, of length 1.</param>
    /// <param name="time">When.</param>
    /// <param name="hit">The shape that it meets, or -1.</param>
    /// <param name="instance">The instance to whose object that belongs, or -1: what gives light in an object is no lamp, and is found by chance only.</param>
    /// <param name="distance">How far that is.</param>
    /// <param name="material">The number of the shape's material, or <see cref="Surfaces.None"/>.</param>
    /// <param name="colour">What it reflects or gives.</param>
    /// <param name="throughput">What part of the light the path found so far has let through.</param>
    /// <param name="density">How likely the direction was, by solid angle, or <see cref="Shading.Certain"/>.</param>
    /// <param name="shapes">The shapes in the order of the tree's leaves.</param>
    /// <param name="materials">The materials.</param>
    /// <param name="pixels">The pictures.</param>
    /// <param name="skyTable">How directions of the sky's picture are chosen.</param>
    /// <param name="sky">The light from beyond.</param>
    /// <param name="lamps">How many lamps there are.</param>
    /// <param name="asksLamps">Whether rays go to lamps and the sky; else light is found by chance only.</param>
    [Kernel]
    public static Vec3 Find(
        Vec3 origin, Vec3 direction, float time, int hit, int instance, float distance, int material, Vec3 colour, Vec3 throughput, float density,
        ReadOnlySpan<float> shapes, ReadOnlySpan<float> materials, ReadOnlySpan<float> pixels, ReadOnlySpan<float> skyTable,
        [Uniform] in SkyView sky, [Uniform] int lamps, [Uniform] bool asksLamps)
    {
        var isPicture = EnvironmentMap.Exists(sky, pixels, skyTable);
        var skyShare = Lights.SkyShare(lamps, isPicture);
        if (material < 0 || hit < 0 || hit >= shapes.Length >> ShapeRecord.Shift)
        {
            if (isPicture)
            {
                var asked = skyShare * EnvironmentMap.Density(sky, direction, skyTable);
                return throughput * EnvironmentMap.Light(sky, direction, pixels) * Share(density, asked, asksLamps);
            }

            var height = 0.5f * (direction.Y + 1);
            return throughput * (sky.Below * (1 - height) + sky.Above * height);
        }

        if (BitConverter.SingleToInt32Bits(materials[MaterialRecord.At(material, materials) + MaterialRecord.Kind]) != (int)MaterialKind.Light) return default;
        var chosen = lamps > 0 && instance < 0 ? (1 - skyShare) * Lights.Density(origin, direction, distance, time, shapes, hit << ShapeRecord.Shift) / lamps : 0;
        return throughput * colour * Share(density, chosen, asksLamps);
    }

    // Found by chance, though it might have been asked for: both ways share the light by how likely each was to find it (the balance heuristic).
    private static float Share(float density, float asked, bool asksLamps) => density > 0 && asksLamps && asked > 0 ? density / (density + asked) : 1;
}
