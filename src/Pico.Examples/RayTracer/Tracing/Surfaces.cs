using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;

#pragma warning disable PICO4002 // every lane looks at a place of its own: that is what tracing rays is

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>What a ray finds where it meets a shape: the point, which way the surface faces there, its material and colour.</summary>
public static partial class Surfaces
{
    /// <summary>The material of a ray that has met nothing.</summary>
    public const int None = -1;

    // How far from a surface a ray begins again, against the rounding of the point: of its coordinates, and of a large sphere's radius.
    private const float Gap = 1e-4f, GapOfRadius = 1e-6f;

    // The least cosine between the way back along a ray and a smooth normal.
    private const float LeastFacing = 0.01f;

    /// <summary>Looks at the shape that a ray has met.</summary>
    /// <param name="origin">Where the ray begins.</param>
    /// <param name="direction">Where it goes, of length 1.</param>
    /// <param name="time">When.</param>
    /// <param name="hit">The shape that it meets, or -1.</param>
    /// <param name="instance">The instance to whose object that belongs, or -1.</param>
    /// <param name="distance">How far that is.</param>
    /// <param name="shapes">The shapes in the order of the tree's leaves.</param>
    /// <param name="attributes">What their corners have beside places, in the same order; nothing if none has any.</param>
    /// <param name="materials">The materials.</param>
    /// <param name="pixels">The pictures.</param>
    /// <param name="before">A point a little before the surface, from where rays begin again.</param>
    /// <param name="gap">How far before it.</param>
    /// <param name="normal">Which way the surface faces, towards the ray.</param>
    /// <param name="smooth">Which way it is to look as if it faced: the corners' normals, interpolated.</param>
    /// <param name="colour">What it reflects or gives.</param>
    /// <param name="isInside">Whether the ray comes from inside.</param>
    /// <returns>The number of its material, or <see cref="None"/>.</returns>
    [Kernel]
    public static int Find(
        Vec3 origin, Vec3 direction, float time, int hit, int instance, float distance,
        ReadOnlySpan<float> shapes, ReadOnlySpan<float> attributes, ReadOnlySpan<float> materials, ReadOnlySpan<float> pixels,
        out Vec3 before, out float gap, out Vec3 normal, out Vec3 smooth, out Vec3 colour, out bool isInside)
    {
        before = default;
        gap = 0;
        normal = default;
        smooth = default;
        colour = default;
        isInside = false;
        if (hit < 0 || hit >= shapes.Length >> ShapeRecord.Shift) return None;
        var space = instance >= 0 && instance < shapes.Length >> ShapeRecord.Shift ? instance << ShapeRecord.Shift : None;
        var point = origin + direction * distance;
        var there = point; // and the way, as the object sees them
        var way = direction;
        var size = 1f; // of what the object takes for 1
        if (space >= 0)
        {
            there = Instances.Point(shapes, space, point);
            way = Instances.Direction(shapes, space, direction);
            size = 1 / MathF.Sqrt(way.LengthSquared);
            way = way * size;
        }

        float radius;
        var number = Look(ref there, way, time, hit << ShapeRecord.Shift, shapes, attributes, materials, pixels, out normal, out smooth, out colour, out isInside, out radius);
        if (space >= 0)
        {
            normal = Instances.Normal(shapes, space, normal);
            smooth = Instances.Normal(shapes, space, smooth);
        }
        else
        {
            point = there;
        }

        gap = Gap * (1 + MathF.Max(MathF.Max(MathF.Abs(point.X), MathF.Abs(point.Y)), MathF.Abs(point.Z))) + GapOfRadius * (radius * size);
        before = point + normal * gap;
        return number;
    }

    /// <summary>Looks at a shape in the space of its object.</summary>
    private static int Look(
        ref Vec3 point, in Vec3 direction, float time, int at,
        ReadOnlySpan<float> shapes, ReadOnlySpan<float> attributes, ReadOnlySpan<float> materials, ReadOnlySpan<float> pixels,
        out Vec3 normal, out Vec3 smooth, out Vec3 colour, out bool isInside, out float radius)
    {
        var number = BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Material]);
        var material = MaterialRecord.At(number, materials);
        var kind = BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Kind]);
        var isSphere = kind == (int)ShapeKind.Sphere;
        var place = Traversal.Three(shapes, at + ShapeRecord.Place);
        var first = Traversal.Three(shapes, at + ShapeRecord.FirstEdge);
        var second = Traversal.Three(shapes, at + ShapeRecord.SecondEdge);
        var centre = place + second * time; // the motion of a sphere lies where a second edge does, its radius where a first one begins
        radius = isSphere ? first.X : 0;
        var outward = isSphere ? Vec3.Normalize(point - centre) : Traversal.Three(shapes, at + ShapeRecord.Normal);
        if (isSphere) point = centre + outward * radius;
        isInside = Vec3.Dot(outward, direction) > 0;
        normal = isInside ? -outward : outward;
        smooth = normal;
        colour = Traversal.Three(materials, material + MaterialRecord.Colour);
        if (BitConverter.SingleToInt32Bits(materials[material + MaterialRecord.Kind]) == (int)MaterialKind.Lambert)
        {
            var side = materials[material + MaterialRecord.Number];
            if (side > 0 && IsOdd(point, side)) colour = Traversal.Three(materials, material + MaterialRecord.SecondColour);
        }

        var flags = attributes.Length >= shapes.Length ? BitConverter.SingleToInt32Bits(attributes[at + ShapeAttributes.Flags]) : 0;
        var picture = BitConverter.SingleToInt32Bits(materials[material + MaterialRecord.Picture]);
        var width = BitConverter.SingleToInt32Bits(materials[material + MaterialRecord.PictureWidth]);
        var height = BitConverter.SingleToInt32Bits(materials[material + MaterialRecord.PictureHeight]);
        var isPainted = Pictures.Holds(pixels, picture, width, height);
        if (flags == 0 && !isPainted) return number;

        float u, v;
        if (isSphere)
        {
            // Longitude from (-1, 0, 0) on, anticlockwise when seen from above; latitude from below.
            u = 0.5f + Angles.Turns(-outward.Z, outward.X);
            v = 2 * Angles.Turns(MathF.Sqrt(outward.X * outward.X + outward.Z * outward.Z), -outward.Y);
        }
        else
        {
            // The parts of the edges that lead to the point, by the areas of the parallelograms which each spans with the other edge.
            var way = point - place;
            var scale = (kind == (int)ShapeKind.Triangle ? 0.5f : 1) / shapes[at + ShapeRecord.Area];
            u = Vec3.Dot(Vec3.Cross(way, second), outward) * scale;
            v = Vec3.Dot(Vec3.Cross(first, way), outward) * scale;
            if (kind == (int)ShapeKind.Triangle)
            {
                float a = 1 - u - v, b = u, c = v;
                if ((flags & ShapeAttributes.HasNormals) != 0)
                {
                    var normals = at + ShapeAttributes.Normals;
                    var mean = Traversal.Three(attributes, normals) * a + Traversal.Three(attributes, normals + 3) * b + Traversal.Three(attributes, normals + 6) * c;
                    smooth = Face(mean, normal, direction);
                }

                if ((flags & ShapeAttributes.HasCoordinates) != 0)
                {
                    var corners = at + ShapeAttributes.Coordinates;
                    u = attributes[corners] * a + attributes[corners + 2] * b + attributes[corners + 4] * c;
                    v = attributes[corners + 1] * a + attributes[corners + 3] * b + attributes[corners + 5] * c;
                }
            }
        }

        if (isPainted)
        {
            u *= materials[material + MaterialRecord.RepeatU];
            v *= materials[material + MaterialRecord.RepeatV];
            colour = colour * Pictures.At(pixels, picture, width, height, u, 1 - v, repeatsDown: true);
        }

        return number;
    }

    /// <summary>
    /// A smooth normal that can be seen: on the side of the true one, and not turned away from the ray, as interpolation makes it at the rim of what is round. There it is bent back.
    /// </summary>
    private static Vec3 Face(in Vec3 mean, in Vec3 normal, in Vec3 direction)
    {
        if (!(mean.LengthSquared > 1e-12f)) return normal; // normals that oppose each other
        var smooth = Vec3.Normalize(mean);
        if (Vec3.Dot(smooth, normal) < 0) smooth = -smooth;
        var facing = -Vec3.Dot(smooth, direction);
        return facing < LeastFacing ? Vec3.Normalize(smooth - direction * (LeastFacing - facing)) : smooth;
    }

    private static bool IsOdd(in Vec3 point, float side) =>
        (((int)MathF.Floor(point.X / side) + (int)MathF.Floor(point.Y / side) + (int)MathF.Floor(point.Z / side)) & 1) != 0;
}
