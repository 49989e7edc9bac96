using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;

#pragma warning disable PICO4002 // every lane looks at a place of its own: that is what tracing rays is

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>
/// What happens to a path where it meets a surface or leaves the scene: the light it finds, a question to a lamp, and where it goes on (Kajiya, "The rendering equation",
/// 1986; Veach, "Robust Monte Carlo methods for light transport simulation", 1997).
/// </summary>
public static partial class Shading
{
    /// <summary>The density of a direction that had no choice, such as a mirror's: a lamp met there counts in full.</summary>
    public const float Certain = -1;

    private const float Pi = 3.14159265358979f;
    private const float LeastSurvival = 0.05f, MostSurvival = 0.95f;

    // How far from a surface a ray begins again, against the rounding of the point: of its coordinates, and of a large sphere's radius.
    private const float Gap = 1e-4f, GapOfRadius = 1e-6f;

    // A shadow ray ends before the lamp.
    private const float AlmostAll = 0.999f;

    /// <summary>One bounce of a path.</summary>
    /// <param name="origin">Where its ray begins; then where the next one does, and that to the lamp.</param>
    /// <param name="direction">Where it goes, of length 1; then where the next one does.</param>
    /// <param name="time">When.</param>
    /// <param name="hit">The shape that it meets, or -1.</param>
    /// <param name="distance">How far that is.</param>
    /// <param name="throughput">What part of the light the path found so far has let through.</param>
    /// <param name="density">How likely the direction was, by solid angle, or <see cref="Certain"/>.</param>
    /// <param name="first">One half of the key of its random numbers.</param>
    /// <param name="second">The other half.</param>
    /// <param name="counter">How many of them are used.</param>
    /// <param name="shapes">The shapes in the order of the tree's leaves.</param>
    /// <param name="materials">The materials.</param>
    /// <param name="lamps">The places of shapes that give light.</param>
    /// <param name="sky">The light from beyond.</param>
    /// <param name="asksLamps">Whether rays go to lamps; else light is found by chance only.</param>
    /// <param name="playsRoulette">Whether faint paths may end (Arvo and Kirk, "Particle transport and image synthesis", 1990).</param>
    /// <param name="light">What light the path finds here.</param>
    /// <param name="toLamp">Where the ray to a lamp goes.</param>
    /// <param name="lampDistance">How far it must be free; 0 if there is none.</param>
    /// <param name="lampLight">What light it brings.</param>
    /// <returns>Whether the path goes on.</returns>
    [Kernel]
    public static bool Bounce(
        ref Vec3 origin, ref Vec3 direction, float time, int hit, float distance, ref Vec3 throughput, ref float density,
        uint first, uint second, ref uint counter,
        ReadOnlySpan<float> shapes, ReadOnlySpan<float> materials, ReadOnlySpan<int> lamps,
        [Uniform] in SkyView sky, [Uniform] bool asksLamps, [Uniform] bool playsRoulette,
        out Vec3 light, out Vec3 toLamp, out float lampDistance, out Vec3 lampLight)
    {
        light = default;
        toLamp = default;
        lampDistance = 0;
        lampLight = default;
        if (hit < 0 || hit >= shapes.Length >> ShapeRecord.Shift)
        {
            var height = 0.5f * (direction.Y + 1);
            light = throughput * (sky.Below * (1 - height) + sky.Above * height);
            return false;
        }

        var at = hit << ShapeRecord.Shift;
        var material = MaterialAt(shapes, materials, at);
        var kind = BitConverter.SingleToInt32Bits(materials[material + MaterialRecord.Kind]);
        var colour = Traversal.Three(materials, material + MaterialRecord.Colour);
        var number = materials[material + MaterialRecord.Number];
        if (kind == (int)MaterialKind.Light)
        {
            // Found by chance, though it might have been asked for: both ways share the light by how likely each was to find it (the balance heuristic).
            var asked = Lights.Density(origin, direction, distance, time, shapes, at) / lamps.Length;
            var share = density > 0 && asksLamps && lamps.Length > 0 ? density / (density + asked) : 1;
            light = throughput * colour * share;
            return false;
        }

        var random = new PathRandom(first, second, counter);
        var point = origin + direction * distance;
        var isSphere = BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Kind]) == (int)ShapeKind.Sphere;
        var centre = Traversal.Three(shapes, at + ShapeRecord.Place) + Traversal.Three(shapes, at + ShapeRecord.Motion) * time;
        var radius = shapes[at + ShapeRecord.Radius];
        var outward = isSphere ? Vec3.Normalize(point - centre) : Traversal.Three(shapes, at + ShapeRecord.Normal);
        if (isSphere) point = centre + outward * radius;
        var isInside = Vec3.Dot(outward, direction) > 0;
        var normal = isInside ? -outward : outward;
        var gap = Gap * (1 + MathF.Max(MathF.Max(MathF.Abs(point.X), MathF.Abs(point.Y)), MathF.Abs(point.Z))) + (isSphere ? GapOfRadius * radius : 0);
        var before = point + normal * gap;
        var cosine = -Vec3.Dot(normal, direction);
        var filter = colour;
        origin = before;
        density = Certain;
        if (kind == (int)MaterialKind.Lambert)
        {
            if (number > 0 && IsOdd(point, number)) filter = Traversal.Three(materials, material + MaterialRecord.SecondColour);
            if (asksLamps && lamps.Length > 0)
            {
                var lamp = lamps[Math.Min((int)(random.Next() * lamps.Length), lamps.Length - 1)];
                if (lamp >= 0 && lamp < shapes.Length >> ShapeRecord.Shift)
                {
                    var lampAt = lamp << ShapeRecord.Shift;
                    toLamp = Lights.Choose(before, time, shapes, lampAt, ref random);
                    var facing = Vec3.Dot(normal, toLamp);
                    var reach = Traversal.Distance(before, toLamp, time, shapes, lampAt);
                    if (facing > 0 && reach < float.PositiveInfinity)
                    {
                        var asked = Lights.Density(before, toLamp, reach, time, shapes, lampAt) / lamps.Length;
                        var emitted = Traversal.Three(materials, MaterialAt(shapes, materials, lampAt) + MaterialRecord.Colour);
                        lampDistance = reach * AlmostAll;
                        lampLight = throughput * filter * emitted * (facing / (Pi * asked + facing)); // (facing / π) / asked, times asked / (asked + facing / π)
                    }
                }
            }

            direction = Vec3.Normalize(random.CosineDirection(normal));
            density = MathF.Max(Vec3.Dot(normal, direction), 1e-9f) * (1 / Pi);
        }
        else
        {
            var reflected = direction + normal * (2 * cosine);
            if (kind == (int)MaterialKind.Metal)
            {
                if (number > 0) reflected = Vec3.Normalize(reflected + random.Direction() * number);
                direction = reflected;
                if (Vec3.Dot(reflected, normal) <= 0) return false; // spread into the surface, which keeps it
            }
            else
            {
                var ratio = isInside ? number : 1 / number;
                var squared = 1 - ratio * ratio * (1 - cosine * cosine); // of the cosine behind the surface; below 0 nothing passes
                var behind = MathF.Sqrt(MathF.Max(0, squared));
                var head = (1 - number) / (1 + number);
                head *= head;
                var slope = 1 - (isInside ? behind : cosine); // the angle on the thinner side
                var mirrored = squared < 0 ? 1 : head + (1 - head) * (slope * slope) * (slope * slope) * slope;
                if (random.Next() < mirrored)
                {
                    direction = reflected;
                }
                else
                {
                    direction = direction * ratio + normal * (ratio * cosine - behind);
                    origin = point - normal * gap;
                }

                direction = Vec3.Normalize(direction);
            }
        }

        throughput = throughput * filter;
        if (playsRoulette)
        {
            var brightest = MathF.Max(MathF.Max(throughput.X, throughput.Y), throughput.Z);
            var survival = MathF.Min(MathF.Max(brightest, LeastSurvival), MostSurvival);
            if (random.Next() >= survival) return false;
            throughput = throughput * (1 / survival);
        }

        counter = random.Counter;
        return true;
    }

    // A number that is no material is the nearest one: made-up memory must not lead outside of memory.
    private static int MaterialAt(ReadOnlySpan<float> shapes, ReadOnlySpan<float> materials, int at)
    {
        var material = BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Material]);
        return Math.Max(0, Math.Min(material, (materials.Length >> MaterialRecord.Shift) - 1)) << MaterialRecord.Shift;
    }

    private static bool IsOdd(in Vec3 point, float side) =>
        (((int)MathF.Floor(point.X / side) + (int)MathF.Floor(point.Y / side) + (int)MathF.Floor(point.Z / side)) & 1) != 0;
}
