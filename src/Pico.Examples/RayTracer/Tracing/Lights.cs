using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;

#pragma warning disable PICO4002 // every lane looks at a place of its own: that is what tracing rays is

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>
/// Points on shapes that give light, seen from another point: how to choose one, and how likely a direction is to be chosen (Shirley, Wang and Zimmerman, "Monte Carlo
/// techniques for direct lighting calculations", 1996). Of a sphere that is the cone it fills; of what is flat, its area.
/// </summary>
internal static class Lights
{
    private const float Pi = 3.14159265358979f;

    /// <summary>How often the sky is asked, and not a lamp.</summary>
    /// <param name="lamps">How many lamps there are.</param>
    /// <param name="isPicture">Whether the sky is a picture; any other is not asked.</param>
    public static float SkyShare(int lamps, bool isPicture) => !isPicture ? 0 : lamps > 0 ? 0.5f : 1;

    /// <summary>Chooses a direction to a shape.</summary>
    /// <param name="from">The point that is lit.</param>
    /// <param name="time">When.</param>
    /// <param name="shapes">The shapes.</param>
    /// <param name="at">Where the record of the shape begins.</param>
    /// <param name="random">The numbers of the path.</param>
    public static Vec3 Choose(in Vec3 from, float time, ReadOnlySpan<float> shapes, int at, ref PathRandom random)
    {
        var kind = BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Kind]);
        var place = Traversal.Three(shapes, at + ShapeRecord.Place);
        var first = Traversal.Three(shapes, at + ShapeRecord.FirstEdge);
        var second = Traversal.Three(shapes, at + ShapeRecord.SecondEdge);
        if (kind == (int)ShapeKind.Sphere)
        {
            float x, y;
            random.Disc(out x, out y);
            var way = place + second * time - from;
            var axis = Vec3.Normalize(way);
            var frame = new Frame(axis);
            var square = x * x + y * y; // evenly from 0 to 1, whatever the angle
            var height = square * OneMinusCosine(way, first.X); // 1 - cos of the angle to the axis
            var ring = MathF.Sqrt(MathF.Max(0, height * (2 - height) / MathF.Max(square, 1e-20f)));
            return frame.Tangent * (x * ring) + frame.Bitangent * (y * ring) + axis * (1 - height);
        }

        float a = random.Next(), b = random.Next();
        var isOutside = kind == (int)ShapeKind.Triangle && a + b > 1; // in the other half of the parallelogram
        var point = place + first * (isOutside ? 1 - a : a) + second * (isOutside ? 1 - b : b);
        return Vec3.Normalize(point - from);
    }

    /// <summary>How likely <see cref="Choose"/> is to give a direction, for each unit of solid angle.</summary>
    /// <param name="from">The point that is lit.</param>
    /// <param name="direction">The direction, in which the shape lies.</param>
    /// <param name="distance">How far it is.</param>
    /// <param name="time">When.</param>
    /// <param name="shapes">The shapes.</param>
    /// <param name="at">Where the record of the shape begins.</param>
    public static float Density(in Vec3 from, in Vec3 direction, float distance, float time, ReadOnlySpan<float> shapes, int at)
    {
        if (BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Kind]) == (int)ShapeKind.Sphere)
        {
            var way = Traversal.Three(shapes, at + ShapeRecord.Place) + Traversal.Three(shapes, at + ShapeRecord.Motion) * time - from;
            return 1 / (2 * Pi * OneMinusCosine(way, shapes[at + ShapeRecord.Radius]));
        }

        var facing = MathF.Abs(Vec3.Dot(direction, Traversal.Three(shapes, at + ShapeRecord.Normal)));
        return distance * distance / (MathF.Max(facing, 1e-9f) * shapes[at + ShapeRecord.Area]);
    }

    /// <summary>1 less the cosine of half the angle that a sphere fills; all directions from inside. Written so that small angles do not cancel.</summary>
    private static float OneMinusCosine(in Vec3 way, float radius)
    {
        var sine = radius * radius / way.LengthSquared;
        return sine < 1 ? sine / (1 + MathF.Sqrt(1 - sine)) : 2;
    }
}
