using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;

#pragma warning disable PICO4002 // every lane looks at a place of its own: that is what tracing rays is

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>Which lamp a path asks for light, and where that is; or the sky, where it is a picture.</summary>
public static partial class Questions
{
    // A shadow ray ends before the lamp.
    private const float AlmostAll = 0.999f;

    /// <summary>Chooses a direction from where light may come, if the surface is one that spreads light.</summary>
    /// <param name="before">A point a little before the surface.</param>
    /// <param name="normal">Which way the surface faces.</param>
    /// <param name="time">When.</param>
    /// <param name="material">The number of its material, or <see cref="Surfaces.None"/>.</param>
    /// <param name="first">One half of the key of the path's random numbers.</param>
    /// <param name="second">The other half.</param>
    /// <param name="counter">How many of them are used.</param>
    /// <param name="shapes">The shapes in the order of the tree's leaves.</param>
    /// <param name="materials">The materials.</param>
    /// <param name="lamps">The places of shapes that give light.</param>
    /// <param name="pixels">The pictures.</param>
    /// <param name="skyTable">How directions of the sky's picture are chosen.</param>
    /// <param name="sky">The light from beyond.</param>
    /// <param name="toLamp">The direction, of length 1.</param>
    /// <param name="lampDistance">How far it must be free.</param>
    /// <param name="lampLight">What light comes from there.</param>
    /// <returns>How likely the direction was to be chosen, for each unit of solid angle; 0 if there is none.</returns>
    [Kernel]
    public static float Choose(
        Vec3 before, Vec3 normal, float time, int material, uint first, uint second, ref uint counter,
        ReadOnlySpan<float> shapes, ReadOnlySpan<float> materials, ReadOnlySpan<int> lamps, ReadOnlySpan<float> pixels, ReadOnlySpan<float> skyTable, [Uniform] in SkyView sky,
        out Vec3 toLamp, out float lampDistance, out Vec3 lampLight)
    {
        toLamp = default;
        lampDistance = 0;
        lampLight = default;
        if (material < 0 || !Reflector.Spreads(BitConverter.SingleToInt32Bits(materials[MaterialRecord.At(material, materials) + MaterialRecord.Kind]))) return 0;
        var isPicture = EnvironmentMap.Exists(sky, pixels, skyTable);
        var skyShare = Lights.SkyShare(lamps.Length, isPicture);
        var random = new PathRandom(first, second, counter);
        var asked = 0f;
        if (skyShare > 0 && (skyShare >= 1 || random.Next() < skyShare))
        {
            float chosen;
            toLamp = EnvironmentMap.Choose(sky, skyTable, ref random, out chosen);
            lampDistance = float.PositiveInfinity;
            lampLight = EnvironmentMap.Light(sky, toLamp, pixels);
            asked = skyShare * chosen;
        }
        else if (lamps.Length > 0)
        {
            var lamp = lamps[Math.Min((int)(random.Next() * lamps.Length), lamps.Length - 1)];
            if (lamp >= 0 && lamp < shapes.Length >> ShapeRecord.Shift)
            {
                var at = lamp << ShapeRecord.Shift;
                toLamp = Lights.Choose(before, time, shapes, at, ref random);
                var reach = Traversal.Distance(before, toLamp, time, shapes, at);
                if (reach < float.PositiveInfinity)
                {
                    lampDistance = reach * AlmostAll;
                    lampLight = Traversal.Three(materials, MaterialRecord.At(BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Material]), materials) + MaterialRecord.Colour);
                    asked = (1 - skyShare) * Lights.Density(before, toLamp, reach, time, shapes, at) / lamps.Length;
                }
            }
        }

        counter = random.Counter;
        return Vec3.Dot(normal, toLamp) > 0 ? asked : 0;
    }
}
