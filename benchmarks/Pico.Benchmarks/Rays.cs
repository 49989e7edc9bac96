using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Rendering;

namespace Pico.Benchmarks;

/// <summary>Rays, each coordinate in an array of its own.</summary>
internal sealed class Rays(int count)
{
    public int Count => count;

    public VectorStream Origins { get; } = new(count);

    public VectorStream Directions { get; } = new(count);

    public float[] Time { get; } = new float[count];

    /// <summary>Where a ray begins.</summary>
    public Vec3 Origin(int i) => new(Origins.X[i], Origins.Y[i], Origins.Z[i]);

    /// <summary>Where it goes.</summary>
    public Vec3 Direction(int i) => new(Directions.X[i], Directions.Y[i], Directions.Z[i]);

    /// <summary>Sets one.</summary>
    public void Set(int i, Vec3 origin, Vec3 direction)
    {
        (Origins.X[i], Origins.Y[i], Origins.Z[i]) = origin;
        (Directions.X[i], Directions.Y[i], Directions.Z[i]) = direction;
    }
}
