using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;

#pragma warning disable PICO4002 // every lane looks at a place of its own: that is what tracing rays is

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>Instances: an object stands once in memory, and rays are brought to it (Sutherland, "Sketchpad", 1963, had pictures that way).</summary>
internal static class Instances
{
    /// <summary>A point as the object sees it.</summary>
    /// <param name="shapes">The shapes.</param>
    /// <param name="at">Where the record of the instance begins.</param>
    /// <param name="point">The point.</param>
    public static Vec3 Point(ReadOnlySpan<float> shapes, int at, in Vec3 point) =>
        Direction(shapes, at, point) + new Vec3(shapes[at + ShapeRecord.Rows + 3], shapes[at + ShapeRecord.Rows + 7], shapes[at + ShapeRecord.Rows + 11]);

    /// <summary>A direction as the object sees it. Its length changes with the object's size, so that distances in lengths of it stay what they are.</summary>
    /// <param name="shapes">The shapes.</param>
    /// <param name="at">Where the record of the instance begins.</param>
    /// <param name="direction">The direction.</param>
    public static Vec3 Direction(ReadOnlySpan<float> shapes, int at, in Vec3 direction) => new(
        Vec3.Dot(Traversal.Three(shapes, at + ShapeRecord.Rows), direction),
        Vec3.Dot(Traversal.Three(shapes, at + ShapeRecord.Rows + 4), direction),
        Vec3.Dot(Traversal.Three(shapes, at + ShapeRecord.Rows + 8), direction));

    /// <summary>A normal of the object as the world sees it, of length 1: by the transposed of what brings directions to the object.</summary>
    /// <param name="shapes">The shapes.</param>
    /// <param name="at">Where the record of the instance begins.</param>
    /// <param name="normal">The normal.</param>
    public static Vec3 Normal(ReadOnlySpan<float> shapes, int at, in Vec3 normal) => Vec3.Normalize(
        Traversal.Three(shapes, at + ShapeRecord.Rows) * normal.X + Traversal.Three(shapes, at + ShapeRecord.Rows + 4) * normal.Y + Traversal.Three(shapes, at + ShapeRecord.Rows + 8) * normal.Z);
}
