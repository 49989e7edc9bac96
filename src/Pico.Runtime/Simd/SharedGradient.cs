using System.Buffers;
using System.ComponentModel;
using System.Numerics;

namespace Pico.Simd;

/// <summary>
/// Rented room for the gradient of memory that a kernel's elements share: several sums for each element of it, which are combined in one order, so that the result
/// has the same bits at every width and with any number of threads.
/// </summary>
/// <typeparam name="T">What the memory holds.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct SharedGradient<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Lanes = 16;

    private readonly T[] array;
    private readonly int length;

    private SharedGradient(T[] array, int length) => (this.array, this.length) = (array, length);

    /// <summary>The sums.</summary>
    public Span<T> Span => array.AsSpan(0, length);

    /// <summary>Rents zeros for sixteen lanes; the sums of one element lie side by side.</summary>
    /// <param name="length">The length of the memory.</param>
    /// <exception cref="InvalidOperationException">It is more than an array can hold.</exception>
    public static SharedGradient<T> RentLanes(int length) => Rent(length, Lanes);

    /// <summary>Rents zeros for the parts of a run on several threads; the sums of one part lie side by side.</summary>
    /// <param name="length">The length of the memory.</param>
    /// <param name="parts">How many parts there are.</param>
    /// <exception cref="InvalidOperationException">It is more than an array can hold.</exception>
    public static SharedGradient<T> RentParts(int length, int parts) => Rent(length, parts);

    /// <summary>Adds the sum over lanes to a gradient: pairs at distance 8, 4, 2, then 1, as reductions do.</summary>
    /// <param name="gradient">Of the memory's length.</param>
    public void AddLanesTo(Span<T> gradient)
    {
        for (var i = 0; i < gradient.Length; i++)
        {
            var lanes = Span.Slice(i * Lanes, Lanes);
            for (var distance = Lanes / 2; distance > 0; distance /= 2)
            {
                for (var lane = 0; lane < distance; lane++) lanes[lane] += lanes[lane + distance];
            }

            gradient[i] += lanes[0];
        }
    }

    /// <summary>Adds the sums of all parts to a gradient, part by part.</summary>
    /// <param name="gradient">Of the memory's length.</param>
    public void AddPartsTo(Span<T> gradient)
    {
        for (var part = Span; part.Length > 0; part = part[gradient.Length..])
        {
            for (var i = 0; i < gradient.Length; i++) gradient[i] += part[i];
        }
    }

    /// <summary>Returns it.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(array);

    private static SharedGradient<T> Rent(int length, int copies)
    {
        if (length > Array.MaxLength / copies)
        {
            throw new InvalidOperationException($"The gradient of {length} shared values would need {copies} sums for each, more than an array can hold: mark what needs no gradient [Uniform].");
        }

        var room = new SharedGradient<T>(ArrayPool<T>.Shared.Rent(Math.Max(length * copies, 1)), length * copies);
        room.Span.Clear();
        return room;
    }
}
