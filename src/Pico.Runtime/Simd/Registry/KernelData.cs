namespace Pico.Simd;

/// <summary>What a kernel runs on: an array for each parameter, with room before and behind the elements.</summary>
public sealed class KernelData
{
    private readonly IReadOnlyList<Array> arrays;
    private readonly int start;

    /// <summary>Takes arrays as they are.</summary>
    /// <param name="arrays">One for each parameter, of the parameter's type: of streams, at least <paramref name="start"/> + <paramref name="length"/> elements; of values, at least one.</param>
    /// <param name="start">Where streams and memory begin.</param>
    /// <param name="length">The number of elements.</param>
    public KernelData(IReadOnlyList<Array> arrays, int start, int length)
    {
        this.arrays = arrays;
        this.start = start;
        Length = length;
    }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The values of a stream.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="parameter">Its number.</param>
    public Span<T> Stream<T>(int parameter)
        where T : unmanaged => ((T[])arrays[parameter]).AsSpan(start, Length);

    /// <summary>One value of a stream.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="parameter">Its number.</param>
    /// <param name="element">Which one.</param>
    public ref T Element<T>(int parameter, int element)
        where T : unmanaged => ref ((T[])arrays[parameter])[start + element];

    /// <summary>A uniform value, or the result of a reduction.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="parameter">Its number.</param>
    public ref T Value<T>(int parameter)
        where T : unmanaged => ref ((T[])arrays[parameter])[0];

    /// <summary>Memory that all elements read.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="parameter">Its number.</param>
    public ReadOnlySpan<T> Memory<T>(int parameter)
        where T : unmanaged => ((T[])arrays[parameter]).AsSpan(start);
}
