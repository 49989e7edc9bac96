namespace Pico.Examples.RayTracer.Geometry;

/// <summary>A scene's tree and those of its objects behind each other in the same memory, and so their shapes.</summary>
public sealed class ShapeForest
{
    private readonly List<float> nodes = [], shapes = [], attributes = [];

    /// <summary>Builds the trees.</summary>
    /// <param name="world">The shapes of the scene, at least one; instances have the numbers of their objects as roots.</param>
    /// <param name="objects">The shapes of each object, at least one.</param>
    public ShapeForest(ShapeList world, IReadOnlyList<ShapeList> objects)
    {
        Add(world);
        WorldCount = world.Count;
        int[] roots = [.. objects.Select(Add)];
        for (var at = 0; at < WorldCount * ShapeRecord.Size; at += ShapeRecord.Size)
        {
            if (BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Kind]) != (int)ShapeKind.Instance) continue;
            shapes[at + ShapeRecord.Root] = BitConverter.Int32BitsToSingle(roots[BitConverter.SingleToInt32Bits(shapes[at + ShapeRecord.Root])]);
        }
    }

    /// <summary>How many shapes stand in the scene itself; they come first.</summary>
    public int WorldCount { get; }

    /// <summary>The nodes, as <see cref="Bvh"/> lays them out.</summary>
    public float[] Nodes => [.. nodes];

    /// <summary>The shapes in the order of the leaves.</summary>
    public float[] Shapes => [.. shapes];

    /// <summary>What their corners have; nothing if none has any.</summary>
    public float[] Attributes => attributes.Exists(value => value != 0) ? [.. attributes] : [];

    private int Add(ShapeList list)
    {
        var root = nodes.Count / Bvh.NodeSize;
        var tree = BvhBuilder.Build(list.Boxes);
        nodes.AddRange(tree.Moved(root, shapes.Count / ShapeRecord.Size));
        shapes.AddRange(tree.Sort(list.Records));
        var own = list.Attributes(tree.Order);
        attributes.AddRange(own.Length > 0 ? own : new float[list.Count * ShapeAttributes.Size]);
        return root;
    }
}
