using System.Globalization;

namespace Pico.Examples.Grammars.Toml;

/// <summary>Reads integers and floats.</summary>
internal static class TomlNumber
{
    /// <param name="text">The integer, as the grammar has it.</param>
    /// <param name="place">Where it stands.</param>
    public static TomlValue Integer(ReadOnlySpan<char> text, TomlPlace place)
    {
        var digits = text.ToString().Replace("_", "");
        var isRead = digits is ['0', var sign, ..] && char.IsAsciiLetter(sign)
            ? OfBase(digits.AsSpan(2), sign == 'x' ? 16 : sign == 'o' ? 8 : 2, out var value)
            : long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        if (!isRead)
        {
            place.Report("the integer does not fit into 64 bits: they hold -9223372036854775808 to 9223372036854775807");
        }

        return new TomlInteger(value);
    }

    /// <param name="text">The number, as the grammar has it.</param>
    public static TomlValue Float(ReadOnlySpan<char> text)
    {
        var isNegative = text[0] == '-';
        var magnitude = text[0] is '+' or '-' ? text[1..] : text;
        var value = magnitude switch
        {
            "inf" => double.PositiveInfinity,
            "nan" => double.NaN,
            _ => double.Parse(magnitude.ToString().Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        return new TomlFloat(isNegative ? -value : value);
    }

    private static bool OfBase(ReadOnlySpan<char> digits, int radix, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            var weight = char.IsAsciiDigit(digit) ? digit - '0' : char.ToUpperInvariant(digit) - 'A' + 10;
            if (value > (long.MaxValue - weight) / radix)
            {
                return false;
            }

            value = (value * radix) + weight;
        }

        return true;
    }
}
