namespace Pico.Examples.RayTracer.Geometry;

/// <summary>
/// A tree of boxes over shapes, flattened. A node is sixteen floats, one cache line: the boxes of its two children (lowest corner, highest corner, for each), then the
/// children. A child at or above 0 is a node, with a higher number than its parent; below 0 it is the complement of sixteen times the first shape plus how many there are.
/// </summary>
/// <param name="nodes">The nodes; number 0 is the root.</param>
/// <param name="order">Which shape stands at each place in the order of the leaves.</param>
public sealed class Bvh(float[] nodes, int[] order)
{
    /// <summary>The floats of a node.</summary>
    public const int NodeSize = 16;

    /// <summary>The binary logarithm of <see cref="NodeSize"/>.</summary>
    public const int NodeShift = 4;

    /// <summary>Where in a node its children stand, as the bits of integers.</summary>
    public const int Children = 12;

    /// <summary>The binary logarithm of what the first shape of a leaf is multiplied by.</summary>
    public const int LeafShift = 4;

    /// <summary>The most shapes of a leaf.</summary>
    public const int LargestLeaf = (1 << LeafShift) - 1;

    /// <summary>More than the levels of any tree: what a traversal needs as its stack.</summary>
    public const int MostLevels = 48;

    /// <summary>The most that waits in a traversal: for a tree, what a leaf holds of instances, the way back from one, and its own tree.</summary>
    public const int MostWaiting = (2 * MostLevels) + LargestLeaf + 1;

    /// <summary>The nodes.</summary>
    public float[] Nodes => nodes;

    /// <summary>Which shape stands at each place in the order of the leaves.</summary>
    public int[] Order => order;

    /// <summary>The nodes as they are behind other nodes and shapes: children have other numbers.</summary>
    /// <param name="nodesBefore">How many nodes stand before.</param>
    /// <param name="shapesBefore">How many shapes stand before.</param>
    public float[] Moved(int nodesBefore, int shapesBefore)
    {
        var moved = (float[])nodes.Clone();
        for (var at = Children; at < moved.Length; at += NodeSize)
        {
            for (var side = 0; side < 2; side++)
            {
                var child = BitConverter.SingleToInt32Bits(moved[at + side]);
                moved[at + side] = BitConverter.Int32BitsToSingle(child >= 0 ? child + nodesBefore : ~(~child + (shapesBefore << LeafShift)));
            }
        }

        return moved;
    }

    /// <summary>The records of shapes in the order of the leaves.</summary>
    /// <param name="records">The records in their own order.</param>
    public float[] Sort(ReadOnlySpan<float> records)
    {
        var sorted = new float[records.Length];
        for (var place = 0; place < order.Length; place++)
        {
            records.Slice(order[place] * ShapeRecord.Size, ShapeRecord.Size).CopyTo(sorted.AsSpan(place * ShapeRecord.Size));
        }

        return sorted;
    }
}
