using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Pico.Examples.Grammars.Json;

/// <summary>Reads numbers; the object stands for one that a double does not hold exactly.</summary>
internal sealed record JsonNumber(string Text)
{
    /// <summary>Up to so many digits every integer is a double, and every decimal the only one of that length that its double prints as.</summary>
    private const int ExactDigits = 15;

    /// <param name="text">The number, as the grammar has it.</param>
    public static JsonValue Read(ReadOnlySpan<byte> text)
    {
        if (text.Length <= ExactDigits && Integer(text) is { } integer)
        {
            return JsonValue.Of(integer);
        }

        var number = Utf8Parser.TryParse(text, out double parsed, out var used) && used == text.Length
            ? parsed
            : double.Parse(Encoding.ASCII.GetString(text), NumberStyles.Float, CultureInfo.InvariantCulture);
        return Digits(text) <= ExactDigits && double.IsFinite(number) && (number != 0 || !text.ContainsAnyInRange((byte)'1', (byte)'9'))
            ? JsonValue.Of(number)
            : JsonValue.Of(number, new JsonNumber(Encoding.ASCII.GetString(text)));
    }

    private static double? Integer(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == '-';
        long value = 0;
        foreach (var digit in isNegative ? text[1..] : text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return null;
            }

            value = (value * 10) + (digit - '0');
        }

        return isNegative ? -(double)value : value; // -0 stays negative
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var digit in text)
        {
            if (digit is (byte)'e' or (byte)'E')
            {
                break;
            }

            count += digit is >= (byte)'0' and <= (byte)'9' ? 1 : 0;
        }

        return count;
    }
}
