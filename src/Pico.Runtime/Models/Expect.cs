using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

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

    /// <summary>A size may not exceed another.</summary>
    /// <param name="size">The one.</param>
    /// <param name="limit">The other.</param>
    /// <param name="sizeText">The one as the user wrote it.</param>
    /// <param name="limitText">The other as the user wrote it.</param>
    /// <param name="where">The expression that demands it.</param>
    public static void AtMost(long size, long limit, string sizeText, string limitText, string where)
    {
        if (size > limit)
        {
            throw new ArgumentException(limitText == limit.ToString(CultureInfo.InvariantCulture)
                ? $"{sizeText} is {size}, but must be at most {limit}: {where}."
                : $"{sizeText} is {size}, but must be at most {limitText}, which is {limit}: {where}.");
        }
    }

    /// <summary>A size must reach a number.</summary>
    /// <param name="size">The size.</param>
    /// <param name="least">The number.</param>
    /// <param name="sizeText">The size as the user wrote it.</param>
    /// <param name="where">The expression that demands it.</param>
    public static void AtLeast(long size, long least, string sizeText, string where)
    {
        if (size < least)
        {
            throw new ArgumentException($"{sizeText} is {size}, but must be at least {least}: {where}.");
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

    /// <summary>Every value must be an index into a dimension of the given size, or the one that is ignored.</summary>
    /// <param name="values">The values.</param>
    /// <param name="size">The size of the dimension.</param>
    /// <param name="name">The argument's name.</param>
    /// <param name="ignored">The value that is ignored.</param>
    public static void Indices(ReadOnlySpan<int> values, long size, string name, long ignored)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if ((uint)values[i] >= size && values[i] != ignored)
            {
                throw new ArgumentOutOfRangeException(
                    name, $"'{name}'[{i}] is {values[i]}, but must be from 0 to {size - 1}, or {ignored} to be ignored.");
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

    /// <summary>A constructor argument must fulfil a demand.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="text">The expression that needs it.</param>
    /// <param name="demand">The demand.</param>
    public static void Holds(bool holds, string text, string demand)
    {
        if (!holds)
        {
            throw new ArgumentException($"'{text}': {demand}.");
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
