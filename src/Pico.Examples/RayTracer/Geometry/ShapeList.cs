using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Geometry;

/// <summary>Collects the shapes of a scene as records, each with its box.</summary>
public sealed class ShapeList
{
    private readonly List<float> records = [];
    private readonly List<Bounds> bounds = [];

    /// <summary>How many shapes there are.</summary>
    public int Count => bounds.Count;

    /// <summary>How many were left out: triangles and quads without an area, shapes with a coordinate that is no number.</summary>
    public int Skipped { get; private set; }

    /// <summary>The records, <see cref="ShapeRecord.Size"/> floats each.</summary>
    public float[] Records => [.. records];

    /// <summary>The box of each shape.</summary>
    public Bounds[] Boxes => [.. bounds];

    /// <summary>Adds a sphere.</summary>
    /// <param name="centre">Where it is at time 0.</param>
    /// <param name="radius">Above 0.</param>
    /// <param name="motion">How far it moves until time 1.</param>
    /// <param name="material">The number of its material.</param>
    public void AddSphere(in Vec3 centre, float radius, in Vec3 motion, int material)
    {
        var reach = new Vec3(radius, radius, radius);
        var end = centre + motion;
        var box = Bounds.Union(new Bounds(centre - reach, centre + reach), new Bounds(end - reach, end + reach));
        Add(ShapeKind.Sphere, centre, new Vec3(radius, 0, 0), motion, default, 0, material, box);
    }

    /// <summary>Adds a triangle.</summary>
    /// <param name="a">A corner.</param>
    /// <param name="b">The next one, anticlockwise when seen from outside.</param>
    /// <param name="c">The last one.</param>
    /// <param name="material">The number of its material.</param>
    public void AddTriangle(in Vec3 a, in Vec3 b, in Vec3 c, int material)
    {
        var box = Bounds.Union(new Bounds(a, a), Bounds.Union(new Bounds(b, b), c));
        AddFlat(ShapeKind.Triangle, a, b - a, c - a, 0.5f, material, box);
    }

    /// <summary>Adds a parallelogram.</summary>
    /// <param name="corner">A corner.</param>
    /// <param name="first">From it to a neighbour.</param>
    /// <param name="second">From it to the other neighbour.</param>
    /// <param name="material">The number of its material.</param>
    public void AddQuad(in Vec3 corner, in Vec3 first, in Vec3 second, int material)
    {
        var box = Bounds.Union(Bounds.Union(new Bounds(corner, corner), corner + first), Bounds.Union(new Bounds(corner + second, corner + second), corner + first + second));
        AddFlat(ShapeKind.Quad, corner, first, second, 1, material, box);
    }

    private void AddFlat(ShapeKind kind, in Vec3 corner, in Vec3 first, in Vec3 second, float part, int material, in Bounds box)
    {
        // In double precision: the area of a small triangle far away is still a number above 0.
        double x = ((double)first.Y * second.Z) - ((double)first.Z * second.Y), y = ((double)first.Z * second.X) - ((double)first.X * second.Z), z = ((double)first.X * second.Y) - ((double)first.Y * second.X);
        var area = Math.Sqrt((x * x) + (y * y) + (z * z));
        if (!((float)(part * area) > 0))
        {
            Skipped++;
            return;
        }

        Add(kind, corner, first, second, new Vec3((float)(x / area), (float)(y / area), (float)(z / area)), (float)(part * area), material, box);
    }

    private void Add(ShapeKind kind, in Vec3 place, in Vec3 first, in Vec3 second, in Vec3 normal, float area, int material, in Bounds box)
    {
        if (!float.IsFinite(box.HalfArea) || !float.IsFinite(box.DoubleCentre.LengthSquared))
        {
            Skipped++;
            return;
        }

        bounds.Add(box);
        records.AddRange(
        [
            BitConverter.Int32BitsToSingle((int)kind), place.X, place.Y, place.Z, first.X, first.Y, first.Z, second.X, second.Y, second.Z,
            normal.X, normal.Y, normal.Z, area, BitConverter.Int32BitsToSingle(material), 0,
        ]);
    }
}
