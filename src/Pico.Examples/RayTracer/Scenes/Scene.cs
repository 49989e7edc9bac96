using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>All that rays need to know: the tree, the shapes in the order of its leaves, materials, lamps, the sky and the camera.</summary>
public sealed class Scene
{
    /// <summary>The camera.</summary>
    public required Camera Camera { get; init; }

    /// <summary>The light from beyond.</summary>
    public required SkyView Sky { get; init; }

    /// <summary>How many bounces a path may have.</summary>
    public required int Depth { get; init; }

    /// <summary>The nodes of the tree, as <see cref="Geometry.Bvh"/> lays them out.</summary>
    public required float[] Nodes { get; init; }

    /// <summary>The shapes, as <see cref="Geometry.ShapeRecord"/> lays them out.</summary>
    public required float[] Shapes { get; init; }

    /// <summary>What their corners have beside places, as <see cref="Geometry.ShapeAttributes"/> lays it out; nothing if none has any.</summary>
    public required float[] Attributes { get; init; }

    /// <summary>The materials, as <see cref="MaterialRecord"/> lays them out.</summary>
    public required float[] Materials { get; init; }

    /// <summary>The pictures: three floats for each pixel, in linear units.</summary>
    public required float[] Pictures { get; init; }

    /// <summary>How directions of the sky's picture are chosen; nothing if it has none.</summary>
    public required float[] SkyTable { get; init; }

    /// <summary>The places of the shapes that give light.</summary>
    public required int[] Lamps { get; init; }

    /// <summary>How many shapes were left out because they have no area or a coordinate that is no number.</summary>
    public required int Skipped { get; init; }

    /// <summary>How many shapes there are.</summary>
    public int Count => Shapes.Length / Geometry.ShapeRecord.Size;
}
