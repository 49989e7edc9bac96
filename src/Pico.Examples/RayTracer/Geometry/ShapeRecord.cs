namespace Pico.Examples.RayTracer.Geometry;

/// <summary>
/// How a shape lies in memory: sixteen floats, one cache line. Lanes that look at different shapes gather, and a gather costs a cache line for each lane, so what
/// belongs together lies together.
/// </summary>
public static class ShapeRecord
{
    /// <summary>The floats of a record.</summary>
    public const int Size = 16;

    /// <summary>The binary logarithm of <see cref="Size"/>.</summary>
    public const int Shift = 4;

    /// <summary>The <see cref="ShapeKind"/>, as the bits of an integer.</summary>
    public const int Kind = 0;

    /// <summary>Three coordinates: the centre or corner.</summary>
    public const int Place = 1;

    /// <summary>Of a sphere.</summary>
    public const int Radius = 4;

    /// <summary>Three coordinates: the first edge.</summary>
    public const int FirstEdge = 4;

    /// <summary>Three coordinates: the second edge.</summary>
    public const int SecondEdge = 7;

    /// <summary>Three coordinates: how far a sphere moves between time 0 and time 1.</summary>
    public const int Motion = 7;

    /// <summary>Three coordinates, of length 1: the direction of the edges' product.</summary>
    public const int Normal = 10;

    /// <summary>Of what is flat.</summary>
    public const int Area = 13;

    /// <summary>Of an instance: three rows of four floats that bring points of the world to its object, the last of each to be added.</summary>
    public const int Rows = 1;

    /// <summary>Of an instance: the node with which its object's tree begins, as the bits of an integer.</summary>
    public const int Root = 13;

    /// <summary>The number of the material, as the bits of an integer.</summary>
    public const int Material = 14;
}
