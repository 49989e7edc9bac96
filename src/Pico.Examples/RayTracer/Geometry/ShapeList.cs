using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Geometry;

/// <summary>Collects the shapes of a scene as records, each with its box.</summary>
public sealed class ShapeList
{
    private readonly List<float> records = [];
    private readonly List<Bounds> bounds = [];
    private readonly Dictionary<int, float[]> attributes = [];

    /// <summary>How many shapes there are.</summary>
    public int Count => bounds.Count;

    /// <summary>How many were left out: triangles and quads without an area, shapes with a coordinate that is no number.</summary>
    public int Skipped { get; private set; }

    /// <summary>The records, <see cref="ShapeRecord.Size"/> floats each.</summary>
    public float[] Records => [.. records];

    /// <summary>The box of each shape.</summary>
    public Bounds[] Boxes => [.. bounds];

    /// <summary>The attributes of corners in an order of the shapes, <see cref="ShapeAttributes.Size"/> floats each; nothing if no shape has any.</summary>
    /// <param name="order">Which shape stands at each place.</param>
    public float[] Attributes(ReadOnlySpan<int> order)
    {
        if (attributes.Count == 0) return [];
        var sorted = new float[order.Length * ShapeAttributes.Size];
        for (var place = 0; place < order.Length; place++)
        {
            if (attributes.TryGetValue(order[place], out var record)) record.CopyTo(sorted, place * ShapeAttributes.Size);
        }

        return sorted;
    }

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
    /// <param name="corners">What the three corners have beside their places; nothing if they have nothing.</param>
    public void AddTriangle(in Vec3 a, in Vec3 b, in Vec3 c, int material, params ReadOnlySpan<CornerAttributes> corners)
    {
        var shape = Count;
        var box = Bounds.Union(new Bounds(a, a), Bounds.Union(new Bounds(b, b), c));
        AddFlat(ShapeKind.Triangle, a, b - a, c - a, 0.5f, material, box);
        if (corners.Length == 3 && Count > shape) AddAttributes(shape, corners);
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

    /// <summary>Adds an object where it stands.</summary>
    /// <param name="number">The number of the object.</param>
    /// <param name="box">The box around its shapes.</param>
    /// <param name="placement">Where it stands.</param>
    public void AddInstance(int number, in Bounds box, Placement placement)
    {
        var rows = placement.Rows;
        Add(ShapeKind.Instance, [.. rows, BitConverter.Int32BitsToSingle(number)], 0, placement.Around(box));
    }

    /// <summary>The box around all shapes.</summary>
    public Bounds Box { get; private set; } = Bounds.Empty;

    // Attributes count only if all three corners have them.
    private void AddAttributes(int shape, ReadOnlySpan<CornerAttributes> corners)
    {
        var record = new float[ShapeAttributes.Size];
        var flags = ShapeAttributes.HasNormals | ShapeAttributes.HasCoordinates;
        for (var i = 0; i < corners.Length; i++)
        {
            if (corners[i].Normal is { LengthSquared: > 1e-30f and < 1e30f } normal)
            {
                (record[ShapeAttributes.Normals + (3 * i)], record[ShapeAttributes.Normals + (3 * i) + 1], record[ShapeAttributes.Normals + (3 * i) + 2]) = Vec3.Normalize(normal);
            }
            else
            {
                flags &= ~ShapeAttributes.HasNormals;
            }

            if (corners[i].Coordinates is { } place && float.IsFinite(place.U) && float.IsFinite(place.V))
            {
                (record[ShapeAttributes.Coordinates + (2 * i)], record[ShapeAttributes.Coordinates + (2 * i) + 1]) = place;
            }
            else
            {
                flags &= ~ShapeAttributes.HasCoordinates;
            }
        }

        if (flags == 0) return;
        record[ShapeAttributes.Flags] = BitConverter.Int32BitsToSingle(flags);
        attributes.Add(shape, record);
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
        Add(kind, [place.X, place.Y, place.Z, first.X, first.Y, first.Z, second.X, second.Y, second.Z, normal.X, normal.Y, normal.Z, area], material, box);
    }

    private void Add(ShapeKind kind, ReadOnlySpan<float> record, int material, in Bounds box)
    {
        if (!float.IsFinite(box.HalfArea) || !float.IsFinite(box.DoubleCentre.LengthSquared))
        {
            Skipped++;
            return;
        }

        bounds.Add(box);
        Box = Bounds.Union(Box, box);
        records.AddRange([BitConverter.Int32BitsToSingle((int)kind), .. record, BitConverter.Int32BitsToSingle(material), 0]);
    }
}
