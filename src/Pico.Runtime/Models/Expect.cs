using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Pico.Models;

/// <summary>The checks that generated entry points make before they touch memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Expect
{
    /// <summary>A named dimension must be at least one.</summary>
    /// <param name="size">Its size.</param>
    /// <param name="name">Its name.</param>
    public static void Positive(int size, string name)
    {
        if (size <= 0)
        {
            ThrowPositive(size, name);
        }
    }

    /// <summary>A span must hold exactly the elements of its shape.</summary>
    /// <param name="length">The span's length.</param>
    /// <param name="elements">The number of elements of the shape.</param>
    /// <param name="name">The argument's name.</param>
    /// <param name="shape">The shape, as declared.</param>
    public static void Length(int length, long elements, string name, string shape)
    {
        if (length != elements)
        {
            ThrowLength(length, elements, name, shape);
        }
    }

    /// <summary>Every value must be an index into a dimension of the given size.</summary>
    /// <param name="values">The values.</param>
    /// <param name="size">The size of the dimension.</param>
    /// <param name="name">The argument's name.</param>
    public static void Indices(ReadOnlySpan<int> values, long size, string name)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if ((uint)values[i] >= size)
            {
                ThrowIndex(values[i], i, size, name);
            }
        }
    }

    /// <summary>A constructor argument must be divisible by another.</summary>
    /// <param name="numerator">The number to divide.</param>
    /// <param name="denominator">The divisor.</param>
    /// <param name="text">Both, as the user wrote them.</param>
    public static void Divisible(long numerator, long denominator, string text)
    {
        if (denominator <= 0 || numerator % denominator != 0)
        {
            throw new ArgumentException($"{text} must be a whole number, but it is {numerator} / {denominator}; choose sizes that divide.");
        }
    }

    [DoesNotReturn]
    private static void ThrowPositive(int size, string name) =>
        throw new ArgumentOutOfRangeException(name, $"the dimension '{name}' must be at least 1, but is {size}.");

    [DoesNotReturn]
    private static void ThrowLength(int length, long elements, string name, string shape) =>
        throw new ArgumentException($"'{name}' must hold the {elements} elements of {shape}, but holds {length}.", name);

    [DoesNotReturn]
    private static void ThrowIndex(int value, int position, long size, string name) =>
        throw new ArgumentOutOfRangeException(name, $"'{name}'[{position}] is {value}, but must be from 0 to {size - 1}.");
}
