using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;

#pragma warning disable PICO4002 // every lane looks at a place of its own: that is what tracing rays is

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>Which lamp a path asks for light, and where that is; or the sky, where it is a picture. Two kernels, because few scenes need both.</summary>
public static partial class Questions
{
    /// <summary>How likely a direction was that is yet to be chosen: the sky is to be asked.</summary>
    public const float AsksSky = -1;

    // A shadow ray ends before the lamp.
    private const float AlmostAll = 0.999f;

    /// <summary>Chooses a direction to a lamp, if the surface is one that spreads light.</summary>
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
    /// <param name="skyShare">How often the sky is asked instead: <see cref="Lights.SkyShare"/>.</param>
    /// <param name="toLamp">The direction, of length 1.</param>
    /// <param name="lampDistance">How far it must be free.</param>
    /// <param name="lampLight">What light comes from there.</param>
    /// <returns>How likely the direction was to be chosen, for each unit of solid angle; 0 if there is none, or <see cref="AsksSky"/>.</returns>
    [Kernel]
    public static float Lamp(
        Vec3 before, Vec3 normal, float time, int material, uint first, uint second, ref uint counter,
        ReadOnlySpan<float> shapes, ReadOnlySpan<float> materials, ReadOnlySpan<int> lamps, [Uniform] float skyShare,
        out Vec3 toLamp, out float lampDistance, out Vec3 lampLight)
    {
        toLamp = default;
        lampDistance = 0;
        lampLight = default;
        if (lamps.Length == 0 || !Spreads(material, materials)) return 0;
        var random = new PathRandom(first, second, counter);
        if (skyShare > 0)
        {
            counter++;
            if (random.Next() < skyShare) return AsksSky;
        }

        var lamp = lamps[Math.Min((int)(random.Next() * lamps.Length), lamps.Length - 1)];
        if (lamp < 0 || lamp >= shapes.Length >> ShapeRecord.Shift) return 0;
        var at = lamp << ShapeRecord.Shift;
        toLamp = Lights.Choose(before, time, shapes, at, ref random);
        counter = random.Counter;
        var reach = Traversal.Distance(before, toLamp, time, shapes, at);
        if (!(reach < float.PositiveInfinity) || !(Vec3.Dot(normal, toLamp) > 0)) return 0;
        lampDistance = reach * AlmostAll;
        lampLight = Traversal.Three(materials, MaterialRecord.At(BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Material]), materials) + MaterialRecord.Colour);
        return (1 - skyShare) * Lights.Density(before, toLamp, reach, time, shapes, at) / lamps.Length;
    }

    /// <summary>Chooses a direction of the sky's picture, for paths that are to ask it and whose surface spreads light.</summary>
    /// <param name="normal">Which way the surface faces.</param>
    /// <param name="material">The number of its material, or <see cref="Surfaces.None"/>.</param>
    /// <param name="first">One half of the key of the path's random numbers.</param>
    /// <param name="second">The other half.</param>
    /// <param name="counter">How many of them are used.</param>
    /// <param name="materials">The materials.</param>
    /// <param name="pixels">The pictures.</param>
    /// <param name="skyTable">How directions of the sky's picture are chosen.</param>
    /// <param name="sky">The light from beyond.</param>
    /// <param name="skyShare">How often the sky is asked: <see cref="Lights.SkyShare"/>.</param>
    /// <param name="asked">In: <see cref="AsksSky"/>, or what stays as it is. Out: how likely the direction was to be chosen; 0 if there is none.</param>
    /// <param name="toLamp">The direction, of length 1.</param>
    /// <param name="lampDistance">How far it must be free: without end.</param>
    /// <param name="lampLight">What light comes from there.</param>
    [Kernel]
    public static void Sky(
        Vec3 normal, int material, uint first, uint second, ref uint counter,
        ReadOnlySpan<float> materials, ReadOnlySpan<float> pixels, ReadOnlySpan<float> skyTable, [Uniform] in SkyView sky, [Uniform] float skyShare,
        ref float asked, ref Vec3 toLamp, ref float lampDistance, ref Vec3 lampLight)
    {
        if (!(asked < 0)) return;
        asked = 0;
        if (!EnvironmentMap.Exists(sky, pixels, skyTable) || !Spreads(material, materials)) return;
        var random = new PathRandom(first, second, counter);
        float chosen;
        toLamp = EnvironmentMap.Choose(sky, skyTable, ref random, out chosen);
        counter = random.Counter;
        if (!(Vec3.Dot(normal, toLamp) > 0)) return;
        lampDistance = float.PositiveInfinity;
        lampLight = EnvironmentMap.Light(sky, toLamp, pixels);
        asked = skyShare * chosen;
    }

    private static bool Spreads(int material, ReadOnlySpan<float> materials) =>
        material >= 0 && Reflector.Spreads(BitConverter.SingleToInt32Bits(materials[MaterialRecord.At(material, materials) + MaterialRecord.Kind]));
}
