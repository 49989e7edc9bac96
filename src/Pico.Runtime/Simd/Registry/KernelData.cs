using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>Memory that all elements read and write.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="parameter">Its number.</param>
    public Span<T> WritableMemory<T>(int parameter)
        where T : unmanaged => ((T[])arrays[parameter]).AsSpan(start);

    /// <summary>One struct of a stream of structs, whose fields are streams of their own.</summary>
    /// <typeparam name="T">The struct.</typeparam>
    /// <param name="first">The number of its first field; the others follow.</param>
    /// <param name="element">Which one.</param>
    /// <param name="offsets">At which byte of the struct each field begins.</param>
    public T Join<T>(int first, int element, ReadOnlySpan<int> offsets)
        where T : unmanaged => Assemble<T>(first, start + element, offsets);

    /// <summary>A struct that is the same for all elements.</summary>
    /// <typeparam name="T">The struct.</typeparam>
    /// <param name="first">The number of its first field; the others follow.</param>
    /// <param name="offsets">At which byte of the struct each field begins.</param>
    public T Join<T>(int first, ReadOnlySpan<int> offsets)
        where T : unmanaged => Assemble<T>(first, 0, offsets);

    /// <summary>Puts the fields of a struct into their streams.</summary>
    /// <typeparam name="T">The struct.</typeparam>
    /// <param name="first">The number of its first field; the others follow.</param>
    /// <param name="element">Which one.</param>
    /// <param name="offsets">At which byte of the struct each field begins.</param>
    /// <param name="value">The struct.</param>
    public void Split<T>(int first, int element, ReadOnlySpan<int> offsets, T value)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(new Span<T>(ref value));
        for (var field = 0; field < offsets.Length; field++)
        {
            var place = Bytes(arrays[first + field], start + element);
            bytes.Slice(offsets[field], place.Length).CopyTo(place);
        }
    }

    private T Assemble<T>(int first, int place, ReadOnlySpan<int> offsets)
        where T : unmanaged
    {
        var value = default(T);
        var bytes = MemoryMarshal.AsBytes(new Span<T>(ref value));
        for (var field = 0; field < offsets.Length; field++)
        {
            var source = Bytes(arrays[first + field], place);
            source.CopyTo(bytes.Slice(offsets[field], source.Length));
        }

        return value;
    }

    /// <summary>The bytes of one number in an array of whatever type.</summary>
    private static Span<byte> Bytes(Array array, int index)
    {
        var size = Buffer.ByteLength(array) / array.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)array.Length, nameof(index));
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), index * size), size);
    }
}
