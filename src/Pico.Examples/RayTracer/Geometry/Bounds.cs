using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Geometry;

/// <summary>A box along the axes.</summary>
/// <param name="Low">Its lowest corner.</param>
/// <param name="High">Its highest corner.</param>
public readonly record struct Bounds(Vec3 Low, Vec3 High)
{
    /// <summary>Nothing: no ray meets it, and with it a union is the other box.</summary>
    public static Bounds Empty { get; } = new(new Vec3(float.PositiveInfinity, float.PositiveInfinity, float.PositiveInfinity), new Vec3(float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity));

    /// <summary>Half of the surface; 0 of nothing.</summary>
    public float HalfArea
    {
        get
        {
            var size = High - Low;
            return size.X < 0 ? 0 : size.X * size.Y + size.Y * size.Z + size.Z * size.X;
        }
    }

    /// <summary>Twice the centre, which orders boxes as their centres do.</summary>
    public Vec3 DoubleCentre => Low + High;

    /// <summary>What holds both.</summary>
    /// <param name="a">One box.</param>
    /// <param name="b">The other.</param>
    public static Bounds Union(in Bounds a, in Bounds b) => new(Least(a.Low, b.Low), Most(a.High, b.High));

    /// <summary>What also holds a point.</summary>
    /// <param name="a">The box.</param>
    /// <param name="point">The point.</param>
    public static Bounds Union(in Bounds a, in Vec3 point) => new(Least(a.Low, point), Most(a.High, point));

    private static Vec3 Least(in Vec3 a, in Vec3 b) => new(MathF.Min(a.X, b.X), MathF.Min(a.Y, b.Y), MathF.Min(a.Z, b.Z));

    private static Vec3 Most(in Vec3 a, in Vec3 b) => new(MathF.Max(a.X, b.X), MathF.Max(a.Y, b.Y), MathF.Max(a.Z, b.Z));
}
