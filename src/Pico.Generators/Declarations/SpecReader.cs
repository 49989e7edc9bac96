using System;
using System.Collections.Generic;
using System.Globalization;
using Pico.Generators.Ir;

namespace Pico.Generators.Declarations;

/// <summary>Reads what <see cref="SpecWriter"/> wrote; anything malformed is a <see cref="SpecFormatException"/>.</summary>
internal sealed class SpecReader
{
    private const int MaximumCount = 1 << 20;

    private readonly string text;
    private int position;

    public SpecReader(string text) => this.text = text;

    public bool AtEnd => position == text.Length;

    public long Long()
    {
        var end = text.IndexOf(';', position);
        if (end < 0 || end - position > 20 ||
            !long.TryParse(text.Substring(position, end - position), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            throw new SpecFormatException(position);
        }

        position = end + 1;
        return value;
    }

    public int Int()
    {
        var value = Long();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new SpecFormatException(position);
    }

    public bool Bool() => Long() != 0;

    public double Double() => BitConverter.Int64BitsToDouble(Long());

    /// <summary>A member of an enum whose members count from zero to <paramref name="last"/>.</summary>
    public TEnum Enum<TEnum>(TEnum last)
        where TEnum : struct, Enum
    {
        var value = Int();
        Require(value >= 0 && value <= System.Convert.ToInt32(last, CultureInfo.InvariantCulture));
        return (TEnum)System.Enum.ToObject(typeof(TEnum), value);
    }

    /// <summary>Holds a condition that every intact text meets.</summary>
    public void Require(bool condition)
    {
        if (!condition)
        {
            throw new SpecFormatException(position);
        }
    }

    /// <summary>What is thrown for a text that is not intact.</summary>
    public SpecFormatException Damaged() => new(position);

    public string? NullableString()
    {
        var length = Int();
        if (length == -1)
        {
            return null;
        }

        if (length < 0 || length > text.Length - position)
        {
            throw new SpecFormatException(position);
        }

        var value = text.Substring(position, length);
        position += length;
        return value;
    }

    public string String() => NullableString() ?? throw new SpecFormatException(position);

    public EquatableArray<T> List<T>(Func<SpecReader, T> read)
        where T : IEquatable<T>
    {
        var count = Int();
        if (count is < 0 or > MaximumCount)
        {
            throw new SpecFormatException(position);
        }

        var items = new List<T>(Math.Min(count, 1024));
        for (var i = 0; i < count; i++)
        {
            items.Add(read(this));
        }

        return items.ToEquatableArray();
    }
}

/// <summary>A serialised spec that cannot be read: damaged, or of a format this generator does not know.</summary>
internal sealed class SpecFormatException : Exception
{
    public SpecFormatException(int position)
        : base("the serialised declaration is damaged at character " + position.ToString(CultureInfo.InvariantCulture))
    {
    }
}
