using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Rendering;

/// <summary>A vector of each path, as kernels have it: each coordinate in an array of its own.</summary>
/// <param name="capacity">The most paths.</param>
internal sealed class VectorStream(int capacity)
{
    /// <summary>First coordinates.</summary>
    public float[] X { get; private set; } = new float[capacity];

    /// <summary>Second coordinates.</summary>
    public float[] Y { get; private set; } = new float[capacity];

    /// <summary>Third coordinates.</summary>
    public float[] Z { get; private set; } = new float[capacity];

    /// <summary>The same vector for all.</summary>
    public void Fill(in Vec3 value)
    {
        X.AsSpan().Fill(value.X);
        Y.AsSpan().Fill(value.Y);
        Z.AsSpan().Fill(value.Z);
    }

    /// <summary>Takes the vectors at places of another stream.</summary>
    public void Take(ReadOnlySpan<int> places, VectorStream from)
    {
        PathMoves.Take(places, from.X, X.AsSpan(0, places.Length));
        PathMoves.Take(places, from.Y, Y.AsSpan(0, places.Length));
        PathMoves.Take(places, from.Z, Z.AsSpan(0, places.Length));
    }
}
