namespace Pico.Examples.RayTracer.Geometry;

/// <summary>
/// How the attributes of a triangle's corners lie in memory: sixteen floats for each shape, beside the <see cref="ShapeRecord"/>s and in their order. Only a bounce reads them,
/// and only those of the shape that a ray has met; the walk through the tree does without.
/// </summary>
public static class ShapeAttributes
{
    /// <summary>The floats of a record: as many as of a shape's, so that both begin at the same place.</summary>
    public const int Size = ShapeRecord.Size;

    /// <summary>Three directions of length 1: the normals of the corners.</summary>
    public const int Normals = 0;

    /// <summary>Three pairs: where the corners lie in a texture.</summary>
    public const int Coordinates = 9;

    /// <summary>What there is, as the bits of an integer: <see cref="HasNormals"/>, <see cref="HasCoordinates"/>.</summary>
    public const int Flags = 15;

    /// <summary>The corners have normals.</summary>
    public const int HasNormals = 1;

    /// <summary>The corners have coordinates of a texture.</summary>
    public const int HasCoordinates = 2;
}
