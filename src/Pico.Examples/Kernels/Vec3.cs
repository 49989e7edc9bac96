namespace Pico.Examples.Kernels;

/// <summary>Three coordinates. In a kernel each of them is sixteen lanes; as a stream each is a span of its own.</summary>
/// <param name="X">The first.</param>
/// <param name="Y">The second.</param>
/// <param name="Z">The third.</param>
public readonly record struct Vec3(float X, float Y, float Z)
{
    /// <summary>The square of the length.</summary>
    public float LengthSquared => Dot(this, this);

    /// <summary>The scalar product.</summary>
    /// <param name="a">One factor.</param>
    /// <param name="b">The other.</param>
    public static float Dot(in Vec3 a, in Vec3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    /// <summary>The sum.</summary>
    /// <param name="a">One term.</param>
    /// <param name="b">The other.</param>
    public static Vec3 operator +(in Vec3 a, in Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>The way from b to a.</summary>
    /// <param name="a">Where it ends.</param>
    /// <param name="b">Where it begins.</param>
    public static Vec3 operator -(in Vec3 a, in Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>The vector, so many times as long.</summary>
    /// <param name="a">The vector.</param>
    /// <param name="factor">How many times.</param>
    public static Vec3 operator *(in Vec3 a, float factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    /// <summary>The vector, so many times as long in each direction: light through a filter.</summary>
    /// <param name="a">The vector.</param>
    /// <param name="b">How many times, for each coordinate.</param>
    public static Vec3 operator *(in Vec3 a, in Vec3 b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z);

    /// <summary>The vector turned round.</summary>
    /// <param name="a">The vector.</param>
    public static Vec3 operator -(in Vec3 a) => new(-a.X, -a.Y, -a.Z);

    /// <summary>The vector product.</summary>
    /// <param name="a">One factor.</param>
    /// <param name="b">The other.</param>
    public static Vec3 Cross(in Vec3 a, in Vec3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    /// <summary>The direction alone: length 1.</summary>
    /// <param name="a">The vector, which is not zero.</param>
    public static Vec3 Normalize(in Vec3 a) => a * (1 / MathF.Sqrt(Dot(a, a)));
}
