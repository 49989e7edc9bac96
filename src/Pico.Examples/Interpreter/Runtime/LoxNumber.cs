using System.Globalization;

namespace Pico.Examples.Interpreter.Runtime;

/// <summary>Prints numbers as C's <c>%g</c> does: six significant digits, without zeros at the end, with an exponent where it is below -4 or above 5.</summary>
internal static class LoxNumber
{
    private const int Digits = 6;

    public static string Format(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? (double.IsNegative(number) ? "-nan" : "nan") : number > 0 ? "inf" : "-inf";
        }

        if (number == 0)
        {
            return double.IsNegative(number) ? "-0" : "0";
        }

        // "d.ddddde+ddd" after rounding to six digits: its exponent decides which form C takes.
        var scientific = number.ToString("E5", CultureInfo.InvariantCulture);
        var at = scientific.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(scientific.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is >= -4 and < Digits)
        {
            return Trim(number.ToString("F" + (Digits - 1 - exponent), CultureInfo.InvariantCulture));
        }

        var power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return $"{Trim(scientific[..at])}e{(exponent < 0 ? '-' : '+')}{power}";
    }

    private static string Trim(string digits) => digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
}
