using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>Two directions that stand on a normal and on each other (Duff et al., "Building an orthonormal basis, revisited", 2017).</summary>
public readonly struct Frame
{
    /// <summary>One of them.</summary>
    public readonly Vec3 Tangent;

    /// <summary>The other.</summary>
    public readonly Vec3 Bitangent;

    /// <summary>Makes them.</summary>
    /// <param name="normal">The normal, of length 1.</param>
    public Frame(in Vec3 normal)
    {
        var sign = MathF.CopySign(1, normal.Z);
        var a = -1 / (sign + normal.Z);
        var b = normal.X * normal.Y * a;
        Tangent = new Vec3(1 + sign * normal.X * normal.X * a, sign * b, -sign * normal.X);
        Bitangent = new Vec3(b, sign + normal.Y * normal.Y * a, -normal.Y);
    }

    /// <summary>A direction as it stands on the normal: its parts along tangent, bitangent and normal.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="normal">The normal.</param>
    public Vec3 Lay(in Vec3 direction, in Vec3 normal) => new(Vec3.Dot(direction, Tangent), Vec3.Dot(direction, Bitangent), Vec3.Dot(direction, normal));

    /// <summary>The way back from <see cref="Lay"/>.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="normal">The normal.</param>
    public Vec3 Raise(in Vec3 parts, in Vec3 normal) => Tangent * parts.X + Bitangent * parts.Y + normal * parts.Z;
}
