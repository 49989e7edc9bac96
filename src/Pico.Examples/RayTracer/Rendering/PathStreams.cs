namespace Pico.Examples.RayTracer.Rendering;

/// <summary>What a path carries from one bounce to the next.</summary>
/// <param name="capacity">The most paths.</param>
internal sealed class PathStreams(int capacity)
{
    public VectorStream Origin { get; } = new(capacity);

    public VectorStream Direction { get; } = new(capacity);

    public VectorStream Throughput { get; } = new(capacity);

    public float[] Time { get; } = new float[capacity];

    public float[] Density { get; } = new float[capacity];

    public uint[] First { get; } = new uint[capacity];

    public uint[] Second { get; } = new uint[capacity];

    public uint[] Counter { get; } = new uint[capacity];

    /// <summary>Where the light that a path finds is added up.</summary>
    public int[] Slot { get; } = new int[capacity];

    /// <summary>Takes the paths at places of another set.</summary>
    public void Take(ReadOnlySpan<int> places, PathStreams from)
    {
        Origin.Take(places, from.Origin);
        Direction.Take(places, from.Direction);
        Throughput.Take(places, from.Throughput);
        PathMoves.Take(places, from.Time, Time.AsSpan(0, places.Length));
        PathMoves.Take(places, from.Density, Density.AsSpan(0, places.Length));
        PathMoves.TakeBits(places, from.First, First.AsSpan(0, places.Length));
        PathMoves.TakeBits(places, from.Second, Second.AsSpan(0, places.Length));
        PathMoves.TakeBits(places, from.Counter, Counter.AsSpan(0, places.Length));
        PathMoves.TakeNumber(places, from.Slot, Slot.AsSpan(0, places.Length));
    }
}
