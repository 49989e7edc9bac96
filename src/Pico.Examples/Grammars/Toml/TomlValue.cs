using System.Globalization;

namespace Pico.Examples.Grammars.Toml;

/// <summary>A TOML value.</summary>
internal abstract record TomlValue;

/// <summary>A text.</summary>
internal sealed record TomlString(string Value) : TomlValue;

/// <summary>An integer.</summary>
internal sealed record TomlInteger(long Value) : TomlValue;

/// <summary>A number of double precision.</summary>
internal sealed record TomlFloat(double Value) : TomlValue;

/// <summary>True or false.</summary>
internal sealed record TomlBoolean(bool Value) : TomlValue;

/// <summary>A date, a time, or both, with or without an offset.</summary>
internal sealed record TomlDateTime(TomlDate? Date, TomlTime? Time, int? OffsetMinutes) : TomlValue
{
    /// <summary>As RFC 3339 writes it.</summary>
    public override string ToString() => string.Concat(Date?.ToString(), Date is null || Time is null ? "" : "T", Time?.ToString(), OffsetMinutes switch
    {
        null => "",
        0 => "Z",
        var minutes => string.Create(CultureInfo.InvariantCulture, $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes.Value) / 60:00}:{Math.Abs(minutes.Value) % 60:00}"),
    });
}

/// <summary>A day of the Gregorian calendar; it knows the year 0, as RFC 3339 does and <see cref="DateOnly"/> does not.</summary>
internal readonly record struct TomlDate(int Year, int Month, int Day)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}");
}

/// <summary>A time of the day; the second may be 60.</summary>
internal readonly record struct TomlTime(int Hour, int Minute, int Second, int Nanosecond)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Hour:00}:{Minute:00}:{Second:00}") +
        (Nanosecond == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{Nanosecond:000000000}").TrimEnd('0'));
}

/// <summary>An array: of values, or of the tables of <c>[[headers]]</c>.</summary>
/// <param name="IsStatic">Whether it was written as a value, so that no header adds to it.</param>
/// <param name="Items">The items; an array of tables grows.</param>
internal sealed record TomlArray(bool IsStatic, List<TomlValue> Items) : TomlValue;
