using System.Buffers;
using System.ComponentModel;

namespace Pico.Simd;

/// <summary>Rented room for what sixteen lanes save on their way forwards; a kernel's gradient returns it when it is done.</summary>
/// <typeparam name="T">What is saved.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct KernelScratch<T>
    where T : unmanaged
{
    private const int Lanes = 16;

    private readonly T[] array;
    private readonly int length;

    private KernelScratch(T[] array, int length) => (this.array, this.length) = (array, length);

    /// <summary>The room; what it holds is undefined.</summary>
    public Span<T> Span => array.AsSpan(0, length);

    /// <summary>Rents room.</summary>
    /// <param name="perLane">How much each lane saves at most.</param>
    /// <exception cref="InvalidOperationException">It is more than an array can hold.</exception>
    public static KernelScratch<T> Rent(int perLane)
    {
        if (perLane > Array.MaxLength / Lanes)
        {
            throw new InvalidOperationException($"The gradient would save {perLane} values for each of {Lanes} lanes, more than an array can hold: let loops run fewer rounds.");
        }

        var length = Math.Max(perLane, 1) * Lanes;
        return new KernelScratch<T>(ArrayPool<T>.Shared.Rent(length), length);
    }

    /// <summary>Returns it.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(array);
}
