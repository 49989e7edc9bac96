using Pico.Examples.Kernels;

namespace Pico.Benchmarks;

/// <summary>Rays, each coordinate in an array of its own.</summary>
internal sealed class Rays(int count)
{
    public int Count => count;

    public float[] OriginX { get; } = new float[count];

    public float[] OriginY { get; } = new float[count];

    public float[] OriginZ { get; } = new float[count];

    public float[] DirectionX { get; } = new float[count];

    public float[] DirectionY { get; } = new float[count];

    public float[] DirectionZ { get; } = new float[count];

    public float[] Time { get; } = new float[count];

    /// <summary>Where a ray begins.</summary>
    public Vec3 Origin(int i) => new(OriginX[i], OriginY[i], OriginZ[i]);

    /// <summary>Where it goes.</summary>
    public Vec3 Direction(int i) => new(DirectionX[i], DirectionY[i], DirectionZ[i]);

    /// <summary>Sets one.</summary>
    public void Set(int i, Vec3 origin, Vec3 direction)
    {
        (OriginX[i], OriginY[i], OriginZ[i]) = origin;
        (DirectionX[i], DirectionY[i], DirectionZ[i]) = direction;
    }
}
