namespace Pico.Examples.RayTracer.Rendering;

/// <summary>What paths have found where they met shapes.</summary>
/// <param name="capacity">The most paths.</param>
internal sealed class SurfaceStreams(int capacity)
{
    public VectorStream Before { get; } = new(capacity);

    public VectorStream Normal { get; } = new(capacity);

    public VectorStream Smooth { get; } = new(capacity);

    public VectorStream Colour { get; } = new(capacity);

    public float[] Gap { get; } = new float[capacity];

    public int[] Material { get; } = new int[capacity];

    public bool[] IsInside { get; } = new bool[capacity];
}
