using System.Runtime.CompilerServices;
using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;

#pragma warning disable PICO4002 // every lane looks at a place of its own: that is what tracing rays is

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>
/// What rays meet: sixteen of them walk the tree of boxes together (Wald et al., "Interactive rendering with coherent ray tracing", 2001), so that a node is read once for all; those that miss it
/// come along. Which child is nearer, most of them decide. The layouts of nodes and shapes are those of <see cref="Bvh"/> and
/// <see cref="ShapeRecord"/>.
/// </summary>
public static partial class Traversal
{
    private const int None = int.MinValue, Return = int.MinValue + 1; // what no node is called

    // The rounding of a slab's distances must not lose a box (Ize, "Robust BVH ray traversal", 2013).
    private const float Widening = 1.0000004f;

    private const float SmallestDirection = 1e-20f;

    /// <summary>The nearest shape that a ray meets.</summary>
    /// <param name="origin">Where the ray begins.</param>
    /// <param name="direction">Where it goes.</param>
    /// <param name="time">When, from 0 to 1.</param>
    /// <param name="distance">In: how far to look, in lengths of the direction. Out: how far the shape is.</param>
    /// <param name="nodes">The nodes of the trees.</param>
    /// <param name="shapes">The shapes in the order of their leaves.</param>
    /// <param name="instance">The place of the instance to whose object the shape belongs, or -1.</param>
    /// <returns>The place of the shape, or -1.</returns>
    [Kernel]
    public static int Closest(Vec3 origin, Vec3 direction, float time, ref float distance, ReadOnlySpan<float> nodes, ReadOnlySpan<float> shapes, out int instance) =>
        Walk(origin, direction, time, ref distance, nodes, shapes, out instance, endsAtFirst: false);

    /// <summary>Whether something stands in the way of a ray.</summary>
    /// <param name="origin">Where the ray begins.</param>
    /// <param name="direction">Where it goes.</param>
    /// <param name="time">When, from 0 to 1.</param>
    /// <param name="distance">How far to look, in lengths of the direction.</param>
    /// <param name="nodes">The nodes of the tree.</param>
    /// <param name="shapes">The shapes in the order of its leaves.</param>
    [Kernel]
    public static bool Occluded(Vec3 origin, Vec3 direction, float time, float distance, ReadOnlySpan<float> nodes, ReadOnlySpan<float> shapes)
    {
        int instance;
        return Walk(origin, direction, time, ref distance, nodes, shapes, out instance, endsAtFirst: true) >= 0;
    }

    /// <summary>How far it is to one shape; infinite if the ray misses it or meets it only beyond a distance.</summary>
    /// <param name="origin">Where the ray begins.</param>
    /// <param name="direction">Where it goes.</param>
    /// <param name="time">When.</param>
    /// <param name="shapes">The shapes.</param>
    /// <param name="at">Where the record of the shape begins.</param>
    public static float Distance(in Vec3 origin, in Vec3 direction, float time, ReadOnlySpan<float> shapes, int at)
    {
        var kind = BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Kind]);
        var place = Three(shapes, at + ShapeRecord.Place);
        if (kind == (int)ShapeKind.Sphere)
        {
            var radius = shapes[at + ShapeRecord.Radius];
            var centre = place + Three(shapes, at + ShapeRecord.Motion) * time - origin;
            var inverse = 1 / direction.LengthSquared;
            var along = Vec3.Dot(centre, direction) * inverse; // to the point of the ray that is nearest to the centre
            var squared = (radius * radius - (centre - direction * along).LengthSquared) * inverse;
            var half = MathF.Sqrt(squared); // of the chord inside the sphere; NaN where that is missed, and then so is what follows
            var front = along - half;
            var nearest = front > 0 ? front : along + half;
            return nearest > 0 ? nearest : float.PositiveInfinity;
        }

        // Möller and Trumbore, "Fast, minimum storage ray/triangle intersection", 1997.
        var first = Three(shapes, at + ShapeRecord.FirstEdge);
        var second = Three(shapes, at + ShapeRecord.SecondEdge);
        var p = Vec3.Cross(direction, second);
        var scale = 1 / Vec3.Dot(first, p);
        var s = origin - place;
        var a = Vec3.Dot(s, p) * scale;
        var q = Vec3.Cross(s, first);
        var b = Vec3.Dot(direction, q) * scale;
        var far = kind == (int)ShapeKind.Triangle ? a + b : a > b ? a : b;
        var distance = Vec3.Dot(second, q) * scale;
        return a >= 0 && b >= 0 && far <= 1 && distance > 0 ? distance : float.PositiveInfinity;
    }

    /// <summary>Three floats in a row.</summary>
    /// <param name="memory">Where they lie.</param>
    /// <param name="at">The index of the first.</param>
    public static Vec3 Three(ReadOnlySpan<float> memory, int at) => new(memory[at], memory[at + 1], memory[at + 2]);

    [SkipLocalsInit] // what waits is written before it is read
    private static int Walk(
        in Vec3 origin, in Vec3 direction, float time, ref float distance, ReadOnlySpan<float> nodes, ReadOnlySpan<float> shapes, out int instance, bool endsAtFirst)
    {
        // As the object sees them that is walked through: at first the world.
        var from = origin;
        var way = direction;
        var inverse = Inverse(way);
        var inside = -1; // the instance whose object that is
        var least = 0f; // where the ray enters it
        Span<int> waiting = stackalloc int[Bvh.MostWaiting];
        Span<float> entries = stackalloc float[Bvh.MostWaiting];
        int nodeCount = nodes.Length >> Bvh.NodeShift, shapeCount = shapes.Length >> ShapeRecord.Shift;
        int top = 0, hit = -1, node = nodeCount > 0 ? 0 : None;
        instance = -1;
        var limit = Least(distance, float.MaxValue); // so that nothing within it is infinite
        var entry = 0f; // where this ray enters what is looked at; infinite for those that only come along
        while (node != None)
        {
            var next = None;
            var nextEntry = float.PositiveInfinity;
            if (node >= 0)
            {
                var at = node << Bvh.NodeShift;
                var left = BitConverter.SingleToInt32Bits(nodes[at + Bvh.Children]);
                var right = BitConverter.SingleToInt32Bits(nodes[at + Bvh.Children + 1]);
                var leftEntry = Entry(from, inverse, limit, nodes, at);
                var rightEntry = Entry(from, inverse, limit, nodes, at + 6);

                // A child has a higher number than its parent, so that even a damaged tree ends.
                var goesLeft = Lanes.Any(leftEntry < float.PositiveInfinity) && (left < 0 || (left > node && left < nodeCount));
                var goesRight = Lanes.Any(rightEntry < float.PositiveInfinity) && (right < 0 || (right > node && right < nodeCount));
                var isLeftNearer = goesLeft && (!goesRight || Lanes.Count(leftEntry < rightEntry) >= Lanes.Count(rightEntry < leftEntry));
                if (goesLeft && goesRight && top < Bvh.MostWaiting)
                {
                    waiting[top] = isLeftNearer ? right : left;
                    entries[top] = isLeftNearer ? rightEntry : leftEntry;
                    top++;
                }

                if (goesLeft || goesRight)
                {
                    next = isLeftNearer ? left : right;
                    nextEntry = isLeftNearer ? leftEntry : rightEntry;
                }
            }
            else if (node == Return)
            {
                from = origin;
                way = direction;
                inverse = Inverse(way);
                inside = -1;
                least = 0;
            }
            else
            {
                var code = ~node;
                var shape = code >> Bvh.LeafShift;
                var count = code & Bvh.LargestLeaf;
                var end = Math.Min(shape + count, shapeCount);
                if (count == 0 && inside < 0 && shape < shapeCount && top < Bvh.MostWaiting)
                {
                    var at = shape << ShapeRecord.Shift;
                    var root = BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Root]);
                    if (BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Kind]) == (int)ShapeKind.Instance && root >= 0 && root < nodeCount)
                    {
                        // An instance, which a leaf has left here: through its object, then back.
                        waiting[top] = Return;
                        entries[top] = 0;
                        top++;
                        from = Instances.Point(shapes, at, origin);
                        way = Instances.Direction(shapes, at, direction);
                        inverse = Inverse(way);
                        inside = shape;
                        least = entry;
                        next = root;
                        nextEntry = entry;
                    }
                }

                for (; shape < end; shape++)
                {
                    var at = shape << ShapeRecord.Shift;
                    if (BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Kind]) == (int)ShapeKind.Instance)
                    {
                        if (inside < 0 && top < Bvh.MostWaiting)
                        {
                            waiting[top] = ~(shape << Bvh.LeafShift);
                            entries[top] = entry;
                            top++;
                        }
                    }
                    else
                    {
                        // Not before its box begins, and of two as far away the one with the lower number: so the order in which shapes are met does not matter, and with it
                        // who else is in the packet.
                        var reach = Most(Most(Distance(from, way, time, shapes, at), entry), least);
                        if (reach < limit || (reach == limit && (inside < instance || (inside == instance && shape < hit))))
                        {
                            limit = reach;
                            hit = shape;
                            instance = inside;
                        }
                    }
                }

                if (endsAtFirst && hit >= 0) limit = -1;
            }

            while (next == None && top > 0)
            {
                top--;
                nextEntry = entries[top];
                if (Lanes.Any(nextEntry <= limit)) next = waiting[top];
            }

            node = next;
            entry = nextEntry;
        }

        if (hit >= 0) distance = limit;
        return hit;
    }

    /// <summary>Where a ray enters a box; infinite if it misses it.</summary>
    private static float Entry(in Vec3 origin, in Vec3 inverse, float distance, ReadOnlySpan<float> nodes, int at)
    {
        float x0 = (nodes[at] - origin.X) * inverse.X, x1 = (nodes[at + 3] - origin.X) * inverse.X;
        float y0 = (nodes[at + 1] - origin.Y) * inverse.Y, y1 = (nodes[at + 4] - origin.Y) * inverse.Y;
        float z0 = (nodes[at + 2] - origin.Z) * inverse.Z, z1 = (nodes[at + 5] - origin.Z) * inverse.Z;
        var enter = Most(Most(Least(x0, x1), Least(y0, y1)), Most(Least(z0, z1), 0));
        var leave = Least(Least(Most(x0, x1), Most(y0, y1)), Most(z0, z1)) * Widening;
        return enter <= Least(leave, distance) ? enter : float.PositiveInfinity;
    }

    // An axis along which the ray does not move would give 0 times infinity at the edge of a box.
    private static Vec3 Inverse(in Vec3 direction) => new(Inverse(direction.X), Inverse(direction.Y), Inverse(direction.Z));

    private static float Inverse(float x) => 1 / (MathF.Abs(x) > SmallestDirection ? x : MathF.CopySign(SmallestDirection, x));

    // Comparisons, not Math.Min: what that promises of NaN and of signs of zero costs lanes more than the comparison.
    private static float Least(float a, float b) => a < b ? a : b;

    private static float Most(float a, float b) => a > b ? a : b;
}
