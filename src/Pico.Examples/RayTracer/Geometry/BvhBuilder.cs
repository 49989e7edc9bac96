using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Geometry;

/// <summary>
/// Builds a tree of boxes by the surface area heuristic over bins (Wald, "On fast construction of SAH-based bounding volume hierarchies", 2007). The same shapes give the
/// same tree.
/// </summary>
public sealed class BvhBuilder
{
    private const int Bins = 16;
    private const int FewShapes = 2; // no longer worth a node of their own: lanes would gather as much for the boxes
    private const int CommonLeaf = 4; // above, only to end where shapes cannot be told apart
    private const int HeuristicLevels = 20; // below, halves: 2^27 shapes then still fit in the levels of a stack

    // What looking at a node costs, in shapes tested.
    private const float NodeCost = 1;

    private readonly Bounds[] boxes;
    private readonly int[] order;
    private readonly List<float> nodes = [];

    private BvhBuilder(Bounds[] boxes)
    {
        this.boxes = boxes;
        order = [.. Enumerable.Range(0, boxes.Length)];
    }

    /// <summary>Builds the tree.</summary>
    /// <param name="boxes">The box of each shape, at least one.</param>
    public static Bvh Build(Bounds[] boxes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(boxes.Length);
        var builder = new BvhBuilder(boxes);
        builder.AddNode();
        var middle = builder.Split(0, boxes.Length, builder.Around(0, boxes.Length), level: 0);
        builder.Fill(0, 0, middle < 0 ? boxes.Length : middle, boxes.Length, level: 1);
        return new Bvh([.. builder.nodes], builder.order);
    }

    private int AddNode()
    {
        nodes.AddRange(new float[Bvh.NodeSize]);
        return (nodes.Count / Bvh.NodeSize) - 1;
    }

    private void Fill(int node, int start, int middle, int end, int level)
    {
        FillChild(node, 0, start, middle, level);
        FillChild(node, 1, middle, end, level);
    }

    private void FillChild(int node, int side, int start, int end, int level)
    {
        var box = Around(start, end);
        var at = (node * Bvh.NodeSize) + (6 * side);
        (nodes[at], nodes[at + 1], nodes[at + 2]) = box.Low;
        (nodes[at + 3], nodes[at + 4], nodes[at + 5]) = box.High;
        var middle = Split(start, end, box, level);
        var child = middle < 0 ? ~((start << Bvh.LeafShift) | (end - start)) : AddNode();
        nodes[(node * Bvh.NodeSize) + Bvh.Children + side] = BitConverter.Int32BitsToSingle(child);
        if (middle >= 0) Fill(child, start, middle, end, level + 1);
    }

    /// <summary>Orders a range into two parts, and tells where the second begins, or -1 for a leaf.</summary>
    private int Split(int start, int end, in Bounds box, int level)
    {
        var count = end - start;
        if (count <= FewShapes) return -1;
        var middle = level < HeuristicLevels ? SplitByArea(start, end, box.HalfArea) : -1;
        if (middle >= 0 || count <= CommonLeaf) return middle;
        return SplitInHalves(start, end, box);
    }

    private int SplitByArea(int start, int end, float whole)
    {
        var centres = Bounds.Empty;
        for (var i = start; i < end; i++) centres = Bounds.Union(centres, boxes[order[i]].DoubleCentre);
        var (bestCost, bestAxis, bestBin) = (end - start <= CommonLeaf ? end - start : float.PositiveInfinity, -1, 0);
        Span<Bounds> bins = stackalloc Bounds[Bins];
        Span<int> counts = stackalloc int[Bins];
        Span<float> costs = stackalloc float[Bins];
        for (var axis = 0; axis < 3; axis++)
        {
            float low = Coordinate(centres.Low, axis), high = Coordinate(centres.High, axis);
            if (!(high > low)) continue;
            bins.Fill(Bounds.Empty);
            counts.Clear();
            for (var i = start; i < end; i++)
            {
                var bin = Bin(boxes[order[i]], axis, low, high);
                bins[bin] = Bounds.Union(bins[bin], boxes[order[i]]);
                counts[bin]++;
            }

            var (box, sum) = (Bounds.Empty, 0);
            for (var bin = 0; bin < Bins - 1; bin++)
            {
                box = Bounds.Union(box, bins[bin]);
                sum += counts[bin];
                costs[bin + 1] = box.HalfArea * sum;
            }

            (box, sum) = (Bounds.Empty, 0);
            for (var bin = Bins - 1; bin > 0; bin--)
            {
                box = Bounds.Union(box, bins[bin]);
                sum += counts[bin];
                var cost = NodeCost + ((costs[bin] + (box.HalfArea * sum)) / whole);
                if (sum > 0 && sum < end - start && cost < bestCost) (bestCost, bestAxis, bestBin) = (cost, axis, bin);
            }
        }

        if (bestAxis < 0) return -1;
        float least = Coordinate(centres.Low, bestAxis), most = Coordinate(centres.High, bestAxis);
        var middle = start;
        for (var i = start; i < end; i++)
        {
            if (Bin(boxes[order[i]], bestAxis, least, most) >= bestBin) continue;
            (order[i], order[middle]) = (order[middle], order[i]);
            middle++;
        }

        return middle;
    }

    private int SplitInHalves(int start, int end, in Bounds box)
    {
        var size = box.High - box.Low;
        var axis = size.X >= size.Y && size.X >= size.Z ? 0 : size.Y >= size.Z ? 1 : 2;
        var keys = new float[end - start];
        for (var i = start; i < end; i++) keys[i - start] = Coordinate(boxes[order[i]].DoubleCentre, axis);
        keys.AsSpan().Sort(order.AsSpan(start, end - start));
        return start + ((end - start) / 2);
    }

    private Bounds Around(int start, int end)
    {
        var box = Bounds.Empty;
        for (var i = start; i < end; i++) box = Bounds.Union(box, boxes[order[i]]);
        return box;
    }

    private static int Bin(in Bounds box, int axis, float low, float high) =>
        Math.Min(Bins - 1, (int)(Bins * ((Coordinate(box.DoubleCentre, axis) - low) / (high - low))));

    private static float Coordinate(in Vec3 point, int axis) => axis == 0 ? point.X : axis == 1 ? point.Y : point.Z;
}
